using LiveGen.Commands;

namespace LiveGen.LiveViews;

/// <summary>How a call ended.</summary>
/// <param name="Status">The response's status.</param>
/// <param name="Ack">What acknowledges it; empty when a result has written the response itself.</param>
/// <param name="Commands">What the page is to do.</param>
readonly record struct Outcome(int Status, ReadOnlyMemory<byte> Ack, CommandBatch Commands)
{
    public bool IsWritten => Ack.IsEmpty;
}
