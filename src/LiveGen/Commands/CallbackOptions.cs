namespace LiveGen.Commands;

/// <summary>How a callback is called; what each means stands at the parameters of <c>Callback</c>.</summary>
readonly record struct CallbackOptions(
    int Debounce, int Throttle, string? Confirm, When When, bool Clear, bool Blocks, object? Meta,
    Concurrency Concurrency = default, string? DisableWith = null, string? Loading = null)
{
    /// <summary>Of an action that takes files: what it takes, as JSON.</summary>
    public byte[]? Files { get; init; }

    /// <summary>The id of the element that shows their progress.</summary>
    public string? Progress { get; init; }

    /// <summary>Of a form: its errors are asked for without calling the handler.</summary>
    public bool Validate { get; init; }

    /// <summary>Whether it may be sent again when nobody knows whether it was handled: <see cref="IdempotentAttribute"/>.</summary>
    public bool Retry { get; init; }
}
