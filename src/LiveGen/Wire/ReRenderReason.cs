namespace LiveGen.Wire;

/// <summary>Why a page is told to render itself again; few, since they are a tag of a metric.</summary>
static class ReRenderReason
{
    /// <summary>It shows a token or a position that is not its own, too old, or of another epoch's.</summary>
    public const string Claim = "claim";

    /// <summary>The history of a group, or the frames kept for the page, do not reach back to where it was.</summary>
    public const string History = "history";

    /// <summary>Its consumer joins other groups than those in which it was.</summary>
    public const string Groups = "groups";

    /// <summary>More is to be played again than may wait for one page.</summary>
    public const string Size = "size";

    /// <summary>While it was connected, the layer lost messages of a group for good.</summary>
    public const string Lost = "lost";
}
