namespace LiveGen.Commands;

/// <summary>What a message for the person is about.</summary>
public enum FlashKind
{
    /// <summary>Something to know.</summary>
    Info,

    /// <summary>What they did has worked.</summary>
    Success,

    /// <summary>It has worked, but.</summary>
    Warning,

    /// <summary>It has not worked; shown until they take it away.</summary>
    Error,
}
