namespace LiveGen.Commands;

/// <summary>How a callback is called; what each means stands at the parameters of <c>Callback</c>.</summary>
readonly record struct CallbackOptions(
    int Debounce, int Throttle, string? Confirm, When When, bool Clear, bool Blocks, object? Meta,
    Concurrency Concurrency = default, string? DisableWith = null, string? Loading = null)
{
    /// <summary>Of a form: its errors are asked for without calling the handler.</summary>
    public bool Validate { get; init; }
}
