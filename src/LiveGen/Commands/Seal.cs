using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LiveGen.Wire;

namespace LiveGen.Commands;

/// <summary>What a callback calls: sealed, so that a call to one handler is none to another.</summary>
enum SealKind : byte
{
    /// <summary>A message to a consumer.</summary>
    Socket = (byte)'s',

    /// <summary>An action.</summary>
    Action = (byte)'a',
}

/// <summary>
/// The seal of a callback: a MAC over all that its template fixed, followed by a mask that says which arguments are constants.
/// The others are the browser's to fill. See <c>docs/protocol.md</c> §3.
/// </summary>
/// <remarks>
/// The message that is sealed stands in a buffer: kind, path, name, number of arguments, mask, then each constant's JSON. Every
/// part of open length has its length ahead of it, so no two callbacks make the same message.
/// </remarks>
static class Seal
{
    // Half of SHA-256: nobody guesses 128 bits, and each callback carries them.
    const int MacBytes = 16;

    /// <summary>How many characters a MAC has.</summary>
    public const int MacCharacters = 22;

    const int NoName = -1;

    /// <summary>The seal of a callback whose message is in the buffer, written as text.</summary>
    public static void Write(PooledBuffer to, PageKey key, PooledBuffer message, ReadOnlySpan<byte> mask)
    {
        Mac(key, message.WrittenSpan, to.Reserve(MacCharacters));
        to.Advance(MacCharacters);
        to.Write(mask);
    }

    /// <summary>How many digits the mask of so many arguments has.</summary>
    public static int MaskLength(int arguments) => Math.Max(1, (arguments + 3) / 4);

    /// <summary>Writes the mask as hexadecimal digits, the first argument in the lowest bit of the last one.</summary>
    public static void WriteMask(ReadOnlySpan<CallbackArg> arguments, Span<byte> mask)
    {
        mask.Clear();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Client is null)
                mask[^(i / 4 + 1)] |= (byte)(1 << i % 4);
        }
        foreach (ref var digit in mask)
            digit = (byte)(digit < 10 ? '0' + digit : 'a' + digit - 10);
    }

    /// <summary>Begins the message of a callback.</summary>
    public static void Begin(PooledBuffer message, SealKind kind, string path, string? name, int arguments, ReadOnlySpan<byte> mask)
    {
        message.Clear();
        message.WriteByte((byte)kind);
        Text(message, path);
        if (name is null)
            Number(message, NoName);
        else
            Text(message, name);
        Number(message, arguments);
        message.Write(mask);
    }

    /// <summary>Begins a constant, whose JSON is written next.</summary>
    /// <returns>Where that JSON begins.</returns>
    public static int BeginConstant(PooledBuffer message)
    {
        Number(message, 0);
        return message.Length;
    }

    /// <summary>Ends a constant that began there.</summary>
    public static void EndConstant(PooledBuffer message, int start) =>
        BinaryPrimitives.WriteInt32LittleEndian(message.Written(start - sizeof(int), sizeof(int)), message.Length - start);

    /// <summary>Whether a call is one that its template allowed.</summary>
    /// <param name="key">The key of the page that calls, or a shared one.</param>
    /// <param name="seal">The seal as the page sent it; null when it sent none.</param>
    /// <param name="kind">What is called.</param>
    /// <param name="path">Where, from <see cref="SealedPath"/>.</param>
    /// <param name="name">The message's name; null when there is none.</param>
    /// <param name="args">The arguments as checked JSON, an array.</param>
    public static bool Holds(PageKey key, string? seal, SealKind kind, string path, string? name, ReadOnlySpan<byte> args)
    {
        if (seal is null || seal.Length <= MacCharacters || !Ascii.IsValid(seal) || key.Bytes.IsEmpty)
            return false;
        var count = Count(args);
        if (seal.Length != MacCharacters + MaskLength(count))
            return false;
        using var message = new PooledBuffer();
        using var given = new PooledBuffer();
        var text = given.Reserve(seal.Length)[..seal.Length];
        Encoding.ASCII.GetBytes(seal, text);
        Begin(message, kind, path, name, count, text[MacCharacters..]);
        AddConstants(message, args, text[MacCharacters..]);
        Span<byte> mac = stackalloc byte[MacCharacters];
        Mac(key, message.WrittenSpan, mac);
        return CryptographicOperations.FixedTimeEquals(mac, text[..MacCharacters]);
    }

    /// <summary>Whether an argument is a constant of the template's, in a seal that holds.</summary>
    public static bool IsConstant(string seal, int argument)
    {
        Span<byte> mask = stackalloc byte[seal.Length - MacCharacters];
        Encoding.ASCII.GetBytes(seal.AsSpan(MacCharacters), mask);
        return argument / 4 < mask.Length && IsConstant(mask, argument);
    }

    static void AddConstants(PooledBuffer message, ReadOnlySpan<byte> args, ReadOnlySpan<byte> mask)
    {
        var reader = Arguments(args);
        for (var i = 0; reader.TokenType != JsonTokenType.EndArray; i++, reader.Read())
        {
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            if (!IsConstant(mask, i))
                continue;
            var start = BeginConstant(message);
            message.Write(args[from..(int)reader.BytesConsumed]);
            EndConstant(message, start);
        }
    }

    static bool IsConstant(ReadOnlySpan<byte> mask, int argument)
    {
        var digit = mask[^(argument / 4 + 1)];
        return ((digit <= '9' ? digit - '0' : digit - 'a' + 10) & 1 << argument % 4) != 0;
    }

    static int Count(ReadOnlySpan<byte> args)
    {
        var count = 0;
        for (var reader = Arguments(args); reader.TokenType != JsonTokenType.EndArray; reader.Read())
        {
            reader.Skip();
            count++;
        }
        return count;
    }

    // At the first argument. Depth has been limited when the frame was read.
    static Utf8JsonReader Arguments(ReadOnlySpan<byte> args)
    {
        var reader = new Utf8JsonReader(args, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        reader.Read();
        return reader;
    }

    /// <summary>The MAC of a message, as text.</summary>
    public static void Mac(PageKey key, ReadOnlySpan<byte> message, Span<byte> characters)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Bytes, message, hash);
        Base64Url.EncodeToUtf8(hash[..MacBytes], characters);
    }

    /// <summary>Writes a part of open length into a message, its length ahead of it.</summary>
    public static void Text(PooledBuffer message, string text)
    {
        var start = BeginConstant(message);
        var max = Encoding.UTF8.GetMaxByteCount(text.Length);
        message.Advance(Encoding.UTF8.GetBytes(text, message.Reserve(max)));
        EndConstant(message, start);
    }

    static void Number(PooledBuffer message, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(message.Reserve(sizeof(int)), value);
        message.Advance(sizeof(int));
    }
}
