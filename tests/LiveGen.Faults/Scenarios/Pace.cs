namespace LiveGen.Faults.Scenarios;

/// <summary>How large a run is and how long it takes.</summary>
/// <param name="Pages">Open pages.</param>
/// <param name="Groups">Their groups.</param>
/// <param name="Rate">Messages per second.</param>
/// <param name="Calls">Callbacks per second.</param>
/// <param name="Calm">Before the first fault, and after the last one.</param>
/// <param name="Storm">How many pages lose their connection at once in a storm.</param>
/// <param name="Share">Of the real times (an outage of a minute, a paused Redis), the part that is sat out.</param>
sealed record Pace(int Pages, int Groups, double Rate, double Calls, TimeSpan Calm, int Storm, double Share)
{
    /// <summary>What <c>dotnet run</c> does.</summary>
    public static readonly Pace Long = new(Pages: 200, Groups: 10, Rate: 100, Calls: 10, Calm: TimeSpan.FromSeconds(10), Storm: 1000, Share: 1);

    /// <summary>What <c>./test.sh</c> does, on two cores in under two minutes.</summary>
    public static readonly Pace Short = new(Pages: 20, Groups: 4, Rate: 60, Calls: 4, Calm: TimeSpan.FromSeconds(0.7), Storm: 100, Share: 0.05);

    public bool IsLong => Share >= 1;

    /// <summary>A time that the long form takes in full, the short one in part.</summary>
    public TimeSpan Of(double seconds) => TimeSpan.FromSeconds(seconds * Share);

    /// <summary>How often something is repeated.</summary>
    public int Times(int count) => Math.Max(1, (int)(count * Share));
}
