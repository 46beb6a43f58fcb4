using LiveGen.BrowserTests.Browsing;
using LiveGen.IntegrationTests.Redis;
using Xunit;

namespace LiveGen.BrowserTests.Chat;

/// <summary>Two servers, one Redis.</summary>
public sealed class TwoServersTests(Chromium chromium) : ChatTest(chromium)
{
    RedisServer _redis = null!;
    ChatServer _one = null!;
    ChatServer _two = null!;

    public override async Task InitializeAsync()
    {
        _redis = await RedisServer.StartNewAsync();
        _one = new ChatServer { Redis = _redis.Configuration };
        _two = new ChatServer { Redis = _redis.Configuration };
        await Task.WhenAll(_one.StartAsync(), _two.StartAsync());
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task People_on_two_servers_chat()
    {
        var ada = await EnterAsync(_one, "Ada");
        var bob = await EnterAsync(_two, "Bob");
        foreach (var visitor in new[] { ada, bob })
            await Expect(visitor.Locator("#online li")).ToHaveTextAsync(["Ada", "Bob"]);

        await SayAsync(ada, "from one");
        await Expect(Texts(bob)).ToHaveTextAsync(["from one"]);
        await SayAsync(bob, "from two");
        await Expect(Texts(ada)).ToHaveTextAsync(["from one", "from two"]);
        await Expect(Texts(bob)).ToHaveTextAsync(["from one", "from two"]);

        var lobby = await ArriveAsync();
        await lobby.GoAsync(_two.Page("/"));
        await Expect(lobby.Locator($"#room-{Room} .count")).ToHaveTextAsync("2 people");
    }

    [Fact]
    public async Task A_deployment_moves_a_page_to_the_other_server_and_nobody_sees_it()
    {
        var proxy = Keep(new CuttingProxy(_one.Url.AbsoluteUri));
        var ada = await EnterThroughAsync(proxy);
        var bob = await EnterAsync(_two, "Bob");
        await Field(ada).FillAsync("draft");

        proxy.Lead(_two.Url.AbsoluteUri);
        Assert.Equal(0, await _one.StopAsync());
        await SayAsync(bob, "still here");

        await Expect(Texts(ada)).ToHaveTextAsync(["still here"]);
        await Expect(ada.Locator("html")).ToHaveAttributeAsync("data-livegen", "open");
        await Expect(Field(ada)).ToHaveValueAsync("draft");
        Assert.Equal("connected 2, disconnected 0, resync 0", await CountsAsync(ada)); // moved, not lost
    }

    [Fact]
    public async Task After_a_crash_a_page_goes_on_at_the_other_server_with_what_it_has_missed()
    {
        var proxy = Keep(new CuttingProxy(_one.Url.AbsoluteUri));
        var ada = await EnterThroughAsync(proxy);
        ada.ExpectTrouble();
        var bob = await EnterAsync(_two, "Bob");
        await SayAsync(bob, "before");
        await Expect(Texts(ada)).ToHaveTextAsync(["before"]);

        proxy.Lead(_two.Url.AbsoluteUri);
        await _one.KillAsync();
        await SayAsync(bob, "missed");

        await Expect(Texts(ada)).ToHaveTextAsync(["before", "missed"]);
        await ada.ConnectedAsync();
        Assert.Equal("connected 2, disconnected 1, resync 0", await CountsAsync(ada)); // by playing again, not by rendering anew
    }

    async Task<Visitor> EnterThroughAsync(CuttingProxy proxy)
    {
        var visitor = await ArriveAsync();
        await visitor.CountAsync("connected", "disconnected", "resync");
        await visitor.GoAsync(proxy.Url + new Uri(_one.Room(Room, "Ada")).PathAndQuery);
        await visitor.ConnectedAsync();
        return visitor;
    }

    static async Task<string> CountsAsync(Visitor visitor)
    {
        var counts = new List<string>();
        foreach (var name in new[] { "connected", "disconnected", "resync" })
            counts.Add($"{name} {await visitor.CountOfAsync(name)}");
        return string.Join(", ", counts);
    }

    [Fact]
    public async Task Another_process_pushes_into_a_room()
    {
        var ada = await EnterAsync(_one, "Ada");

        var (exitCode, output) = await ExampleProcess.RunAsync(ChatServer.Example, ChatServer.SettingsFor(_redis.Configuration), "push", Room, "from a <shell>");

        Assert.Equal((0, $"Pushed to {Room}."), (exitCode, output.Trim()));
        await Expect(Texts(ada)).ToHaveTextAsync(["from a <shell>"]);
        await Expect(ada.Locator("#messages .by")).ToHaveTextAsync(["push"]);
    }

    [Fact]
    public async Task A_push_without_Redis_says_what_to_do()
    {
        var (exitCode, output) = await ExampleProcess.RunAsync(ChatServer.Example, ChatServer.SettingsFor(redis: null), "push", Room, "nobody hears this");

        Assert.Equal(2, exitCode);
        Assert.Contains("ConnectionStrings__Redis=", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_missed_during_a_crash_is_there_after_the_reconnect_in_order_and_once()
    {
        var ada = await EnterAsync(_one, "Ada");
        var bob = await EnterAsync(_two, "Bob");
        ada.ExpectTrouble();
        await SayAsync(ada, "before");
        await Expect(Texts(bob)).ToHaveTextAsync(["before"]);
        await Field(ada).FillAsync("typed");

        await _one.KillAsync();
        await SayAsync(bob, "missed 1");
        await SayAsync(bob, "missed 2");
        await Expect(Texts(bob)).ToHaveTextAsync(["before", "missed 1", "missed 2"]);
        await _one.StartAsync();
        await ada.ReconnectedAsync();
        await SayAsync(bob, "after");

        await Expect(Texts(ada)).ToHaveTextAsync(["before", "missed 1", "missed 2", "after"]);
        await Expect(Field(ada)).ToHaveValueAsync("typed");
        await Field(ada).PressAsync("Enter");
        await Expect(Texts(bob)).ToHaveTextAsync(["before", "missed 1", "missed 2", "after", "typed"]);
    }

    [Fact]
    public async Task History_outlives_every_server()
    {
        var ada = await EnterAsync(_one, "Ada");
        await SayAsync(ada, "kept");
        await Expect(Texts(ada)).ToHaveTextAsync(["kept"]);
        await ada.Page.CloseAsync();
        await _one.StopAsync();
        await _two.StopAsync();
        await _two.StartAsync();

        var bob = await EnterAsync(_two, "Bob");

        await Expect(Texts(bob)).ToHaveTextAsync(["kept"]);
    }
}
