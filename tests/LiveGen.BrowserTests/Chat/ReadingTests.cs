using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Chat;

/// <summary>For every reader: scrolling, keyboard, screen readers, input methods.</summary>
public sealed class ReadingTests(Chromium chromium, ChatServer chat) : ChatTest(chromium)
{
    [Fact]
    public async Task The_list_keeps_to_the_newest_unless_one_has_scrolled_up()
    {
        var ada = await EnterAsync(chat, "Ada", new() { ViewportSize = new() { Width = 800, Height = 500 } });
        for (var n = 1; n <= 20; n++)
            await SayAsync(ada, $"message {n}");
        await Expect(Texts(ada).Nth(19)).ToBeInViewportAsync();

        await ada.Locator("#messages").HoverAsync();
        await ada.Page.Mouse.WheelAsync(0, -5000);
        await Expect(Texts(ada).First).ToBeInViewportAsync();
        await SayAsync(ada, "message 21");
        await Expect(Texts(ada)).ToHaveCountAsync(21);
        await Expect(Texts(ada).First).ToBeInViewportAsync();
        await Expect(Texts(ada).Last).Not.ToBeInViewportAsync();

        await ada.Page.Mouse.WheelAsync(0, 5000);
        // The wheel turns it bit by bit. At its end, 0 or a rounded 1: it is a column upside down.
        await ada.Locator(".scroller").EvaluateAsync(
            "list => new Promise(done => { const look = () => list.scrollTop >= 0 ? done() : requestAnimationFrame(look); look() })");
        await Expect(Texts(ada).Last).ToBeInViewportAsync();
        await SayAsync(ada, "message 22");
        await Expect(Texts(ada).Last).ToHaveTextAsync("message 22");
        await Expect(Texts(ada).Last).ToBeInViewportAsync();
    }

    [Fact]
    public async Task Everything_works_by_keyboard()
    {
        var ada = await EnterAsync(chat, "Ada");
        await Expect(Field(ada)).ToBeFocusedAsync(); // to write at once

        await ada.Page.Keyboard.TypeAsync("by keyboard");
        await ada.Page.Keyboard.PressAsync("Tab");
        await Expect(ada.Locator("button")).ToBeFocusedAsync();
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(Texts(ada)).ToHaveTextAsync(["by keyboard"]);

        foreach (var previous in new[] { "#message", ".scroller", "header a" })
        {
            await ada.Page.Keyboard.PressAsync("Shift+Tab");
            await Expect(ada.Locator(previous)).ToBeFocusedAsync();
        }
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Page).ToHaveTitleAsync("Rooms – LiveGen chat");
        await Expect(ada.Locator("#username")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_room_tells_screen_readers_what_is_what()
    {
        var ada = await EnterAsync(chat, "Ada");
        await SayAsync(ada, "hello");

        await Expect(ada.Page.GetByRole(AriaRole.Textbox, new() { Name = "Your message" })).ToBeVisibleAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Button, new() { Name = "Send" })).ToBeVisibleAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(Room);
        await Expect(ada.Page.GetByRole(AriaRole.List, new() { Name = "Here now" }).GetByRole(AriaRole.Listitem)).ToHaveTextAsync(["Ada"]);
        var messages = ada.Page.GetByRole(AriaRole.List, new() { Name = "Messages" });
        await Expect(messages).ToHaveAttributeAsync("aria-live", "polite");
        await Expect(messages.GetByRole(AriaRole.Listitem)).ToHaveCountAsync(1);
        await Expect(ada.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(ada.Locator("main")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task The_Enter_that_picks_a_word_of_an_input_method_does_not_send()
    {
        var ada = await EnterAsync(chat, "Ada");
        var keyboard = await ada.Page.Context.NewCDPSessionAsync(ada.Page);
        await Field(ada).FocusAsync();

        // What Chromium does while a Japanese word is composed and then picked with Enter.
        await keyboard.SendAsync("Input.imeSetComposition", new() { ["text"] = "にほん", ["selectionStart"] = 3, ["selectionEnd"] = 3 });
        await keyboard.SendAsync("Input.dispatchKeyEvent", Key("rawKeyDown", "Process", 229));
        await keyboard.SendAsync("Input.insertText", new() { ["text"] = "日本" });
        await keyboard.SendAsync("Input.dispatchKeyEvent", Key("keyUp", "Enter", 13));
        await Expect(Field(ada)).ToHaveValueAsync("日本");
        await ada.Page.Keyboard.TypeAsync("!");
        await ada.Page.Keyboard.PressAsync("Enter");

        await Expect(Texts(ada)).ToHaveTextAsync(["日本!"]);

        static Dictionary<string, object> Key(string type, string key, int code) =>
            new() { ["type"] = type, ["key"] = key, ["code"] = "Enter", ["windowsVirtualKeyCode"] = code };
    }
}
