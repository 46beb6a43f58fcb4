using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Chat;

/// <summary>What people do in a room.</summary>
[Collection(ChatLine.Name)]
public abstract class ChatTest(Chromium chromium) : BrowserTest(chromium)
{
    /// <summary>Nobody else is in it.</summary>
    protected string Room { get; } = "room-" + Guid.NewGuid().ToString("N")[..8];

    /// <summary>Opens a room and waits until its socket is open.</summary>
    protected async Task<Visitor> EnterAsync(ChatServer server, string name, BrowserNewContextOptions? options = null)
    {
        var visitor = await ArriveAsync(options);
        await visitor.GoAsync(server.Room(Room, name));
        await visitor.ConnectedAsync();
        return visitor;
    }

    protected static ILocator Field(Visitor visitor) => visitor.Locator("#message");

    /// <summary>What is said, oldest first.</summary>
    protected static ILocator Texts(Visitor visitor) => visitor.Locator("#messages .message p");

    protected static async Task SayAsync(Visitor visitor, string text)
    {
        await Field(visitor).FillAsync(text);
        await Field(visitor).PressAsync("Enter");
    }
}
