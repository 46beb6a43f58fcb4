namespace LiveGen.Wire;

/// <summary>How toasts are shown.</summary>
public sealed class ToastOptions
{
    /// <summary>
    /// How long one that is no error stays, not counting while the pointer or the keyboard is there or the page is hidden. Default 8 s;
    /// zero: until it is dismissed.
    /// </summary>
    public TimeSpan Duration { get; set; } = TimeSpan.FromSeconds(8);

    /// <summary>What the button that takes it away is called, for those who do not see it. Default "Dismiss".</summary>
    public string DismissLabel { get; set; } = "Dismiss";
}
