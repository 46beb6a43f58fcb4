using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using LiveGen.Faults.Ledgers;

namespace LiveGen.Faults.Pages;

/// <summary>The frames of docs/protocol.md §4, written and read without the server's own code: this client is a second witness.</summary>
static class Frames
{
    public const string Ping = """["ping"]""";

    public static string Hello(JsonObject members) => new JsonArray("hello", members).ToJsonString();

    public static string Callback(long id, string name, string argument, string seal) =>
        new JsonArray("callback", id, name, new JsonArray(argument), null, seal).ToJsonString();

    public static string Seen(long count) => $"[\"seen\",{count.ToString(CultureInfo.InvariantCulture)}]";

    public static string Text(Position position) =>
        string.Create(CultureInfo.InvariantCulture, $"{position.Epoch:x12}-{position.Number}");

    public static Position Position(JsonElement text)
    {
        var parts = text.GetString()!.Split('-');
        return parts is [{ Length: 12 } epoch, var number]
            ? new Position(ulong.Parse(epoch, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                long.Parse(number, NumberStyles.None, CultureInfo.InvariantCulture))
            : throw new FormatException($"A position is EPOCH-NUMBER with 12 hex digits, but got {text}.");
    }
}
