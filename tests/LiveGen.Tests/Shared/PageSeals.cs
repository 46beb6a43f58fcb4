using System.Text;
using System.Text.Json;
using LiveGen.Commands;
using LiveGen.Wire;

namespace LiveGen.Tests.Shared;

/// <summary>Seals calls as the template of a page would have, for tests that are the page themselves.</summary>
static class PageSeals
{
    /// <summary>The seal over a call with these arguments, each as JSON.</summary>
    /// <param name="key">The page's key.</param>
    /// <param name="path">What is called, without a base path, decoded.</param>
    /// <param name="name">The message's name; null for none.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="constants">Which of them the template fixed; none when left out.</param>
    /// <param name="kind">What is called.</param>
    public static string Of(PageKey key, string path, string? name, string[] args, int[]? constants = null, SealKind kind = SealKind.Socket)
    {
        CallbackArg[] kinds = [.. args.Select((_, i) => constants?.Contains(i) == true ? (CallbackArg)0 : This)];
        var mask = new byte[Seal.MaskLength(args.Length)];
        Seal.WriteMask(kinds, mask);
        using var message = new PooledBuffer();
        Seal.Begin(message, kind, path, name, args.Length, mask);
        foreach (var constant in constants ?? [])
        {
            var start = Seal.BeginConstant(message);
            message.Write(Encoding.UTF8.GetBytes(args[constant]));
            Seal.EndConstant(message, start);
        }
        using var seal = new PooledBuffer();
        Seal.Write(seal, key, message, mask);
        return Encoding.ASCII.GetString(seal.WrittenSpan);
    }

    /// <summary>A callback's frame, such as <c>["callback",1,"Say",["Hi"]]</c>, with the seal that its page has for it.</summary>
    public static string Sealed(PageKey key, string path, string frame, int[]? constants = null)
    {
        using var json = JsonDocument.Parse(frame);
        var items = json.RootElement.EnumerateArray().ToArray();
        string[] args = [.. items[3].EnumerateArray().Select(arg => arg.GetRawText())];
        var seal = Of(key, path, items[2].GetString(), args, constants);
        var meta = items.Length > 4 ? items[4].GetRawText() : "null";
        return $"[\"callback\",{items[1]},{items[2].GetRawText()},[{string.Join(',', args)}],{meta},\"{seal}\"]";
    }
}
