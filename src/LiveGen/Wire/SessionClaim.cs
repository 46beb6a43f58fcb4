namespace LiveGen.Wire;

/// <summary>What a page says about itself when it says hello: where its render stood, or what it comes back to. Nothing of it is proved.</summary>
sealed class SessionClaim
{
    /// <summary>Where all groups begin: what <c>livegen.openSocket</c> brought; null at a resume without a re-render.</summary>
    public string? At { get; init; }

    /// <summary>The token to come back with; null at a first connect.</summary>
    public string? Resume { get; init; }

    /// <summary>What the page has applied, by group.</summary>
    public IReadOnlyDictionary<string, string> Positions { get; init; } = s_none;

    /// <summary>How many counted frames the page has.</summary>
    public long Seen { get; init; }

    static readonly Dictionary<string, string> s_none = [];
}
