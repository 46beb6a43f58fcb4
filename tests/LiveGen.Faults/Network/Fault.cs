namespace LiveGen.Faults.Network;

/// <summary>What a network does to the bytes of one direction.</summary>
abstract record Fault
{
    /// <summary>Nothing.</summary>
    public static readonly Fault Pass = new Passing();

    /// <summary>Nothing is read any more: the sender's buffers fill, as with a reader that hangs. What was sent arrives when this ends.</summary>
    public static readonly Fault Stall = new Stalling();

    /// <summary>Every piece comes later; at most one piece of 8 KiB is on its way.</summary>
    public static Fault Delay(TimeSpan by) => new Delaying(by);

    /// <summary>No more than so many bytes each second.</summary>
    public static Fault Throttle(int bytesPerSecond) => new Throttling(bytesPerSecond);

    /// <summary>Each connection is reset after so many bytes of this direction.</summary>
    public static Fault CutAfter(long bytes) => new Cutting(bytes);

    sealed record Passing : Fault;

    sealed record Stalling : Fault;

    public sealed record Delaying(TimeSpan By) : Fault;

    public sealed record Throttling(int BytesPerSecond) : Fault;

    public sealed record Cutting(long Bytes) : Fault;
}
