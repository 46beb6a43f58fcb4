namespace LiveGen.Faults.Nodes;

/// <summary>A numbered message to a group, sent as an event.</summary>
public sealed record Numbered(string Group, long Number);

/// <summary>What the page is told, by an event's handler or by commands for the whole group: <c>livegen.dispatch</c> of this name.</summary>
public static class PageEvents
{
    /// <summary>A numbered message; its detail is <see cref="Numbered"/>.</summary>
    public const string Numbered = "numbered";

    /// <summary>The handler's reply to a callback; its detail is the callback's key.</summary>
    public const string Replied = "replied";

    /// <summary>Bytes that only fill the line.</summary>
    public const string Bulk = "bulk";
}

/// <summary>A callback: run once, logged, answered with a command.</summary>
public sealed record Echo(string Key);

/// <summary>The same, and running it twice does no harm: it is sent again until it is answered.</summary>
[Idempotent]
public sealed record Repeat(string Key);

/// <summary>Something large for everyone in the group.</summary>
public sealed record Bulk(string Text);
