using LiveGen.Faults.Running;

namespace LiveGen.Faults.Scenarios;

/// <summary>What is broken, and when.</summary>
/// <param name="Name">F1 … F16 of the plan, and others.</param>
/// <param name="What">In words.</param>
/// <param name="Setup">The world.</param>
/// <param name="Script">Runs while everyone publishes, clicks and looks; afterwards all must come back.</param>
sealed record Scenario(string Name, string What, Setup Setup, Func<Stage, Crowd, Task> Script)
{
    /// <summary>At least 95 % of the recoveries must be by replay.</summary>
    public bool MustReplay { get; init; }

    /// <summary>Groups without history: the oracle must see losses, else it is blind.</summary>
    public bool MustLose { get; init; }

    public override string ToString() => Name;
}
