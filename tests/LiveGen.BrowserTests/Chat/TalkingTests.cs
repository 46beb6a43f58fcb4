using LiveGen.BrowserTests.Browsing;
using Xunit;

namespace LiveGen.BrowserTests.Chat;

/// <summary>Two people, one server.</summary>
public sealed class TalkingTests(Chromium chromium, ChatServer chat) : ChatTest(chromium)
{
    [Fact]
    public async Task Two_people_chat()
    {
        var ada = await EnterAsync(chat, "Ada");
        var bob = await EnterAsync(chat, "Bob");

        await SayAsync(ada, "Hello Bob");
        await Expect(Texts(bob)).ToHaveTextAsync(["Hello Bob"]);
        await Expect(Field(ada)).ToHaveValueAsync("");
        await SayAsync(bob, "Hello Ada");
        await Expect(Texts(ada)).ToHaveTextAsync(["Hello Bob", "Hello Ada"]);
        await Expect(Texts(bob)).ToHaveTextAsync(["Hello Bob", "Hello Ada"]);
        await Expect(bob.Locator("#messages .by")).ToHaveTextAsync(["Ada", "Bob"]);
    }

    [Fact]
    public async Task The_others_messages_and_ones_own_are_told_apart()
    {
        var ada = await EnterAsync(chat, "Ada");
        var bob = await EnterAsync(chat, "Bob");

        await SayAsync(ada, "mine");
        await SayAsync(bob, "yours");

        await Expect(ada.Locator("#messages .message.own p")).ToHaveTextAsync(["mine"]);
        await Expect(bob.Locator("#messages .message.own p")).ToHaveTextAsync(["yours"]);
        await Expect(Texts(ada)).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Only_Enter_sends()
    {
        var ada = await EnterAsync(chat, "Ada");

        await Field(ada).PressSequentiallyAsync("typed");
        foreach (var key in new[] { "Shift+Enter", "Control+Enter", "Alt+Enter", "Tab", "Escape" })
            await Field(ada).PressAsync(key);
        await Expect(Field(ada)).ToHaveValueAsync("typed");
        await Field(ada).PressAsync("Enter");

        // Had one of the others sent too, its message would stand before this one.
        await Expect(Texts(ada)).ToHaveTextAsync(["typed"]);
        await SayAsync(ada, "second");
        await Expect(Texts(ada)).ToHaveTextAsync(["typed", "second"]);
    }

    [Fact]
    public async Task Markup_shows_as_text()
    {
        const string Markup = "<b>bold</b><img src=x onerror=alert(1)>&amp;</script>";
        var ada = await EnterAsync(chat, "Ada");
        var bob = await EnterAsync(chat, "<i>Bob</i>");

        await SayAsync(ada, Markup);
        await Expect(Texts(bob)).ToHaveTextAsync([Markup]);
        await SayAsync(bob, "done");

        await Expect(Texts(ada)).ToHaveTextAsync([Markup, "done"]);
        await Expect(ada.Locator("#messages :is(b, img, i)")).ToHaveCountAsync(0);
        await Expect(ada.Locator("#messages .by").Last).ToHaveTextAsync("<i>Bob</i>");
        var late = await EnterAsync(chat, "Cy"); // the same in a rendered page
        await Expect(Texts(late)).ToHaveTextAsync([Markup, "done"]);
        Assert.Empty(ada.Dialogs);
    }

    [Fact]
    public async Task A_blank_message_is_ignored()
    {
        var ada = await EnterAsync(chat, "Ada");

        await SayAsync(ada, "");
        await SayAsync(ada, "   ");
        await SayAsync(ada, " words ");

        await Expect(Texts(ada)).ToHaveTextAsync(["words"]);
    }

    [Fact]
    public async Task A_message_that_is_too_long_is_refused_with_a_hint_and_kept()
    {
        var ada = await EnterAsync(chat, "Ada");
        var bob = await EnterAsync(chat, "Bob");
        var tooLong = new string('x', 1001);

        await SayAsync(ada, tooLong);

        await Expect(ada.Locator("#message:invalid")).ToHaveJSPropertyAsync("validationMessage",
            "A message has at most 1,000 characters. Yours is kept: shorten it.");
        await Expect(Field(ada)).ToHaveValueAsync(tooLong);
        await Field(ada).PressAsync("Backspace");
        await Field(ada).PressAsync("Enter");
        await Expect(Texts(bob)).ToHaveTextAsync([tooLong[..1000]]);
        await Expect(Field(ada)).ToHaveValueAsync("");
    }

    [Fact]
    public async Task The_button_sends_too()
    {
        var ada = await EnterAsync(chat, "Ada");

        await Field(ada).FillAsync("by mouse");
        await ada.Locator("button").ClickAsync();

        await Expect(Texts(ada)).ToHaveTextAsync(["by mouse"]);
        await Expect(Field(ada)).ToHaveValueAsync("");
    }

    [Fact]
    public async Task The_counter_shows_the_length_of_the_last_message()
    {
        var ada = await EnterAsync(chat, "Ada");

        await SayAsync(ada, "seven77");
        await Expect(ada.Locator("#counter")).ToHaveTextAsync("Length of last message is: 7");
        await SayAsync(ada, "four");
        await Expect(ada.Locator("#counter")).ToHaveTextAsync("Length of last message is: 4");
    }

    [Fact]
    public async Task The_last_fifty_messages_are_there_when_one_opens_a_room()
    {
        var ada = await EnterAsync(chat, "Ada");
        var said = Enumerable.Range(1, 53).Select(n => $"message {n}").ToArray();
        foreach (var text in said)
            await SayAsync(ada, text);
        await Expect(Texts(ada).Last).ToHaveTextAsync(said[^1]);

        var late = await EnterAsync(chat, "Bob");

        await Expect(Texts(late)).ToHaveTextAsync(said[^50..]);
    }

    [Fact]
    public async Task What_is_typed_during_the_round_trip_stays()
    {
        var ada = await EnterAsync(chat, "Ada");

        await SayAsync(ada, "first");
        await Field(ada).PressSequentiallyAsync(" and more"); // the answer may come before, between or after these

        await Expect(Texts(ada)).ToHaveTextAsync(["first"]);
        await Expect(Field(ada)).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("and more$"));
    }
}
