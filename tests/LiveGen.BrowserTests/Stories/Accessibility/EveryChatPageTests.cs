using LiveGen.BrowserTests.Browsing;
using LiveGen.BrowserTests.Chat;
using Xunit;

namespace LiveGen.BrowserTests.Stories.Accessibility;

/// <summary>Every page of the chat example, with somebody in the room and something said.</summary>
public sealed class EveryChatPageTests(Chromium chromium, ChatServer chat) : ChatTest(chromium)
{
    [Theory]
    [MemberData(nameof(EveryPageTests.Paths), MemberType = typeof(EveryPageTests))]
    public async Task It_keeps_nobody_out(string path)
    {
        var talker = await EnterAsync(chat, "Grace");
        await SayAsync(talker, "Hello");
        await Expect(Texts(talker)).ToHaveCountAsync(1);
        var visitor = await ArriveAsync();

        await visitor.GoAsync(chat.Page(path.Replace("ROOM", Room, StringComparison.Ordinal)));

        await Expect(visitor.Locator("main")).ToBeVisibleAsync();
        await Axe.RequireNoFindingsAsync(visitor.Page);
    }
}
