using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LiveGen.Wire;

/// <summary>
/// A place in the order of all messages of a channel layer, written <c>EPOCH-NUMBER</c>: 12 lower hex digits, a decimal
/// number. Within an epoch numbers rise and never repeat; a new epoch says that nobody can vouch for what came before.
/// </summary>
/// <param name="Epoch">1 to 2^48 - 1, by chance; 0 only in <c>default</c>, which is no position.</param>
/// <param name="Number">Below 2^53. The first message of an epoch has 1; 0 is before all of them.</param>
public readonly record struct GroupPosition(ulong Epoch, long Number)
{
    /// <summary>The longest text, in characters: 29.</summary>
    public const int MaxLength = EpochDigits + 1 + 16;

    internal const long MaxNumber = (1L << 53) - 1;

    const int EpochDigits = 12;

    /// <summary>Whether it is <c>default</c>: no position.</summary>
    public bool IsNone => Epoch == 0;

    /// <summary>Reads the text of a position; false for anything that <see cref="ToString"/> does not write.</summary>
    public static bool TryParse(string? text, out GroupPosition position)
    {
        position = default;
        Span<byte> bytes = stackalloc byte[MaxLength];
        return text is { Length: <= MaxLength } && Encoding.UTF8.TryGetBytes(text, bytes, out var length) &&
            TryParse(bytes[..length], out position);
    }

    /// <inheritdoc cref="TryParse(string?, out GroupPosition)"/>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out GroupPosition position)
    {
        position = default;
        if (utf8.Length is < EpochDigits + 2 or > MaxLength || utf8[EpochDigits] != (byte)'-')
            return false;
        ulong epoch = 0;
        foreach (var digit in utf8[..EpochDigits])
        {
            if (digit is not (>= (byte)'0' and <= (byte)'9' or >= (byte)'a' and <= (byte)'f'))
                return false;
            epoch = epoch * 16 + (uint)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
        }
        var rest = utf8[(EpochDigits + 1)..];
        if (epoch == 0 || rest is [(byte)'0', _, ..] || rest.ContainsAnyExceptInRange((byte)'0', (byte)'9') ||
            !Utf8Parser.TryParse(rest, out long number, out _) || number > MaxNumber)
            return false;
        position = new GroupPosition(epoch, number);
        return true;
    }

    /// <summary>The text of the position; empty when it is none.</summary>
    public override string ToString() =>
        IsNone ? "" : string.Create(CultureInfo.InvariantCulture, $"{Epoch:x12}-{Number}");

    /// <summary>An epoch that no other process will choose.</summary>
    internal static ulong NewEpoch()
    {
        Span<byte> random = stackalloc byte[sizeof(ulong)];
        ulong epoch;
        do
        {
            RandomNumberGenerator.Fill(random);
            epoch = BitConverter.ToUInt64(random) >> 16;
        }
        while (epoch == 0);
        return epoch;
    }
}
