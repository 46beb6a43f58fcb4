using System.Buffers.Binary;

namespace LiveGen.Wire;

/// <summary>
/// A text message for pages. What many sockets get carries the header of its WebSocket frame (RFC 6455 §5.2), made once for all
/// of them; for a message to one page the socket makes it.
/// </summary>
readonly struct SocketFrame
{
    const byte FinalText = 0x81;

    // The length stands in the second byte, or this does and the length follows in so many bytes.
    const byte TwoBytes = 126;
    const byte EightBytes = 127;

    readonly ReadOnlyMemory<byte> _bytes;
    readonly int _header;

    SocketFrame(ReadOnlyMemory<byte> bytes, int header) => (_bytes, _header) = (bytes, header);

    public static implicit operator SocketFrame(ReadOnlyMemory<byte> message) => new(message, 0);

    /// <summary>The text.</summary>
    public ReadOnlyMemory<byte> Message => _bytes[_header..];

    /// <summary>Header and text as they go over the wire; empty when the socket makes the header.</summary>
    public ReadOnlyMemory<byte> Whole => _header > 0 ? _bytes : default;

    public int Length => _bytes.Length - _header;

    public bool IsEmpty => _bytes.IsEmpty;

    /// <summary>Makes a frame with its header, for a text that the caller writes into <paramref name="message"/>.</summary>
    public static SocketFrame Create(int length, out Span<byte> message)
    {
        var header = length < TwoBytes ? 2 : length <= ushort.MaxValue ? 4 : 10;
        var bytes = GC.AllocateUninitializedArray<byte>(header + length);
        bytes[0] = FinalText;
        bytes[1] = header switch { 2 => (byte)length, 4 => TwoBytes, _ => EightBytes };
        if (header == 4)
            BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)length);
        else if (header == 10)
            BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(2), length);
        message = bytes.AsSpan(header);
        return new SocketFrame(bytes, header);
    }
}
