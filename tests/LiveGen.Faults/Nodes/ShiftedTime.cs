namespace LiveGen.Faults.Nodes;

/// <summary>The system's clock, which an operator may set wrong. Elapsed time and timers go on as they do then.</summary>
sealed class ShiftedTime : TimeProvider
{
    long _ticks;

    public TimeSpan Shift
    {
        get => new(Interlocked.Read(ref _ticks));
        set => Interlocked.Exchange(ref _ticks, value.Ticks);
    }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}
