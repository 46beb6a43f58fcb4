using LiveGen.BrowserTests.Browsing;

namespace LiveGen.BrowserTests.Chat;

/// <summary>The chat as a process of its own.</summary>
public sealed class ChatServer() : ExampleServer(Example)
{
    public const string Example = "Chat";

    /// <summary>Where a room's history and people live; null for this process' memory.</summary>
    public string? Redis { get; init; }

    protected override IEnumerable<(string Name, string? Value)> Settings => SettingsFor(Redis);

    public static IEnumerable<(string Name, string? Value)> SettingsFor(string? redis) => [("ConnectionStrings__Redis", redis)];

    public string Room(string room, string username) => Page($"/chat/{room}?username={Uri.EscapeDataString(username)}");
}
