using System.Globalization;
using System.Text;

namespace LiveGen.Faults.Network;

/// <summary>
/// Drops some of the messages that Redis publishes to a subscriber: whole ones, so that the connection goes on as if nothing had been.
/// Reads RESP2: a published message is <c>*3 $7 message $N CHANNEL $N PAYLOAD</c>.
/// </summary>
/// <param name="part">How many of all messages.</param>
/// <param name="seed">Which.</param>
/// <param name="dropped">Told of each.</param>
sealed class MessageDropper(double part, int seed, Action? dropped = null) : IStreamFilter
{
    static readonly byte[] s_head = "*3\r\n$7\r\nmessage\r\n"u8.ToArray();

    readonly Random _random = new(seed);
    readonly MemoryStream _kept = new();

    public ReadOnlyMemory<byte> Pass(ReadOnlyMemory<byte> bytes)
    {
        _kept.Write(bytes.Span);
        var all = _kept.ToArray();
        var passed = new MemoryStream(all.Length);
        var at = 0;
        while (at < all.Length && ReplyLength(all.AsSpan(at)) is var length and > 0)
        {
            var reply = all.AsSpan(at, length);
            if (reply.StartsWith(s_head) && _random.NextDouble() < part)
                dropped?.Invoke();
            else
                passed.Write(reply);
            at += length;
        }
        _kept.SetLength(0);
        _kept.Write(all, at, all.Length - at);
        return passed.ToArray();
    }

    // Of the reply at the beginning; 0 when it is not complete.
    static int ReplyLength(ReadOnlySpan<byte> bytes)
    {
        var line = bytes.IndexOf("\r\n"u8);
        if (line < 0)
            return 0;
        var end = line + 2;
        switch (bytes[0])
        {
            case (byte)'$' when Number(bytes[1..line]) is var count and >= 0:
                return end + count + 2 <= bytes.Length ? end + count + 2 : 0;
            case (byte)'*':
                for (var items = Number(bytes[1..line]); items > 0; items--)
                {
                    var length = end < bytes.Length ? ReplyLength(bytes[end..]) : 0;
                    if (length == 0)
                        return 0;
                    end += length;
                }
                return end;
            default:
                return end;
        }
    }

    static int Number(ReadOnlySpan<byte> digits) => int.Parse(Encoding.ASCII.GetString(digits), CultureInfo.InvariantCulture);
}
