using System.Text.RegularExpressions;
using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Chat;

/// <summary>Who is where, and how one gets there.</summary>
public sealed class PlaceTests(Chromium chromium, ChatServer chat) : ChatTest(chromium)
{
    [Fact]
    public async Task Who_is_here_changes_as_people_come_and_go_and_two_tabs_count_once()
    {
        var ada = await EnterAsync(chat, "Ada");
        await Expect(Online(ada)).ToHaveTextAsync(["Ada"]);

        var bob = await EnterAsync(chat, "Bob");
        var bobsSecondTab = await EnterAsync(chat, "Bob");
        await Expect(Online(ada)).ToHaveTextAsync(["Ada", "Bob"]);
        await Expect(Online(bobsSecondTab)).ToHaveTextAsync(["Ada", "Bob"]);

        await bob.Page.CloseAsync();
        var cy = await EnterAsync(chat, "Cy"); // comes after Bob's tab has gone: Bob is still there with the other
        await Expect(Online(ada)).ToHaveTextAsync(["Ada", "Bob", "Cy"]);
        await bobsSecondTab.Page.CloseAsync();
        await Expect(Online(ada)).ToHaveTextAsync(["Ada", "Cy"]);
        await Expect(Online(cy)).ToHaveTextAsync(["Ada", "Cy"]);
    }

    [Fact]
    public async Task Leaving_a_room_by_its_link_leaves_no_socket_behind()
    {
        var ada = await EnterAsync(chat, "Ada");
        var bob = await EnterAsync(chat, "Bob");
        await Expect(Online(ada)).ToHaveTextAsync(["Ada", "Bob"]);

        await bob.Locator("header a").ClickAsync();

        await Expect(bob.Page).ToHaveTitleAsync("Rooms – LiveGen chat");
        await bob.ConnectedAsync();
        await Expect(Online(ada)).ToHaveTextAsync(["Ada"]);
        Assert.Equal(["/ws/chat/" + Room, "/ws/lobby"], bob.Sockets.Select(socket => new Uri(socket.Url).AbsolutePath));
    }

    [Fact]
    public async Task Back_in_the_history_the_room_is_alive_again()
    {
        var ada = await EnterAsync(chat, "Ada");
        var bob = await EnterAsync(chat, "Bob");
        await Expect(Online(ada)).ToHaveTextAsync(["Ada", "Bob"]);
        await bob.Locator("header a").ClickAsync();
        await Expect(bob.Page).ToHaveTitleAsync("Rooms – LiveGen chat");
        await Expect(Online(ada)).ToHaveTextAsync(["Ada"]);
        await SayAsync(ada, "while you were away");

        await bob.Page.GoBackAsync();

        await Expect(Online(ada)).ToHaveTextAsync(["Ada", "Bob"]);
        await Expect(Texts(bob)).ToHaveTextAsync(["while you were away"]);
        await SayAsync(ada, "welcome back");
        await Expect(Texts(bob)).ToHaveTextAsync(["while you were away", "welcome back"]);
    }

    [Fact]
    public async Task The_lobby_lists_the_rooms_as_they_fill_and_empty()
    {
        var watcher = await ArriveAsync();
        await watcher.GoAsync(chat.Page("/"));
        await watcher.ConnectedAsync();
        var listed = watcher.Locator($"#room-{Room}");

        var ada = await EnterAsync(chat, "Ada");
        await Expect(listed).ToHaveTextAsync(new Regex($"{Room}.*1 person$"));
        var bob = await EnterAsync(chat, "Bob");
        await Expect(listed).ToHaveTextAsync(new Regex("2 people$"));
        await ada.Page.CloseAsync();
        await bob.Page.CloseAsync();
        await Expect(listed).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task From_the_lobby_one_joins_with_a_name_and_a_room()
    {
        var ada = await ArriveAsync();
        await ada.GoAsync(chat.Page("/"));

        await ada.Page.GetByLabel("Your name").FillAsync("Ada Lovelace");
        await ada.Page.GetByLabel("Room", new() { Exact = true }).FillAsync(Room);
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync();

        await Expect(ada.Page).ToHaveURLAsync(new Regex(Regex.Escape(chat.Room(Room, "Ada Lovelace")) + "$"));
        await Expect(Online(ada)).ToHaveTextAsync(["Ada Lovelace"]);
    }

    [Fact]
    public async Task The_lobby_says_what_a_room_may_be_called()
    {
        var ada = await ArriveAsync();
        await ada.GoAsync(chat.Page("/join?username=Ada&room=not+a+room"));

        await Expect(ada.Locator(".hint.wrong")).ToBeVisibleAsync();
        await Expect(ada.Locator("#username")).ToHaveValueAsync("Ada");
        await Expect(ada.Locator("#room")).ToHaveValueAsync("not a room");
    }

    [Fact]
    public async Task Without_a_name_the_room_asks_for_one()
    {
        var ada = await ArriveAsync();
        await ada.GoAsync(chat.Page($"/chat/{Room}"));

        await Expect(ada.Locator("h1")).ToHaveTextAsync("Who are you?");
        Assert.Empty(ada.Sockets);
        await Expect(ada.Locator("#username")).ToBeFocusedAsync();
        await ada.Page.Keyboard.TypeAsync("Ada");
        await ada.Page.Keyboard.PressAsync("Enter");

        await Expect(Online(ada)).ToHaveTextAsync(["Ada"]);
    }

    [Fact]
    public async Task The_backend_says_something_in_a_room_and_an_alert_tells_so()
    {
        var ada = await EnterAsync(chat, "Ada");

        var backend = await ArriveAsync();
        await backend.GoAsync(chat.Page($"/backend/{Room}"));

        await Expect(Texts(ada)).ToHaveTextAsync(["Server message!"]);
        await Expect(ada.Locator("#messages .by")).ToHaveTextAsync(["server"]);
        Assert.Equal(["Message will appear in the chatroom!"], backend.Dialogs);
    }

    [Fact]
    public async Task The_echo_answers_only_the_one_who_speaks()
    {
        var ada = await ArriveAsync();
        var bob = await ArriveAsync();
        foreach (var visitor in new[] { ada, bob })
        {
            await visitor.GoAsync(chat.Page("/echo"));
            await visitor.ConnectedAsync();
        }

        await SayAsync(ada, "<b>for me</b>");
        await SayAsync(bob, "for Bob");

        await Expect(ada.Locator("#echoes li")).ToHaveTextAsync(["<b>for me</b>"]);
        await Expect(bob.Locator("#echoes li")).ToHaveTextAsync(["for Bob"]);
        await Expect(Field(ada)).ToHaveValueAsync("");
    }

    static ILocator Online(Visitor visitor) => visitor.Locator("#online li");
}
