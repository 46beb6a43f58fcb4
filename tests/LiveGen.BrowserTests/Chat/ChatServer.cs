using LiveGen.BrowserTests.Browsing;

namespace LiveGen.BrowserTests.Chat;

/// <summary>The chat as a process of its own.</summary>
public sealed class ChatServer() : ExampleServer(Example)
{
    public const string Example = "Chat";

    /// <summary>Where a room's history and people live; null for this process' memory.</summary>
    public string? Redis { get; init; }

    // Who is gone is off the list a second later; the five of the default are for pages that reconnect.
    protected override IEnumerable<(string Name, string? Value)> Settings =>
        Redis is null ? [.. SettingsFor(null), ("LiveGen__PresenceGrace", "00:00:01")] : SettingsFor(Redis);

    public static IEnumerable<(string Name, string? Value)> SettingsFor(string? redis) => [("ConnectionStrings__Redis", redis)];

    public string Room(string room, string username) => Page($"/chat/{room}?username={Uri.EscapeDataString(username)}");
}
