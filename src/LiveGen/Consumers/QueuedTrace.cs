using System.Text;
using LiveGen.Wire;

namespace LiveGen.Consumers;

/// <summary>
/// Work of a recorded trace on its way through a queue, which has no head: <c>T</c>, the <c>traceparent</c> and a line feed ahead of the event.
/// </summary>
static class QueuedTrace
{
    const byte Kind = (byte)'T';
    const int Length = 1 + MessageTrace.TextLength + 1;

    /// <summary>The event with what is recorded now ahead of it; as it is while nothing is.</summary>
    public static ReadOnlyMemory<byte> Before(ReadOnlyMemory<byte> work)
    {
        if (LiveGenTracing.Recorded?.Id is not { Length: MessageTrace.TextLength } id)
            return work;
        var traced = new byte[Length + work.Length];
        traced[0] = Kind;
        Encoding.ASCII.GetBytes(id, traced.AsSpan(1));
        traced[Length - 1] = (byte)'\n';
        work.CopyTo(traced.AsMemory(Length));
        return traced;
    }

    /// <summary>Takes the line off, if there is one; null when nobody here wants to know.</summary>
    public static MessageTrace? Take(ref ReadOnlyMemory<byte> work)
    {
        var bytes = work.Span;
        if (bytes.Length < Length || bytes[0] != Kind || bytes[Length - 1] != (byte)'\n')
            return null;
        work = work[Length..];
        return MessageTrace.Parse(bytes[1..(Length - 1)]);
    }
}
