using LiveGen.BrowserTests.Browsing;
using LiveGen.Faults.Network;
using LiveGen.IntegrationTests.Redis;
using Xunit;

namespace LiveGen.BrowserTests.Chat;

/// <summary>Two servers behind one address: a page moves from one to the other, and the person in front of it goes on typing.</summary>
public sealed class FailoverTests(Chromium chromium) : ChatTest(chromium)
{
    RedisServer _redis = null!;
    ChatServer _one = null!;
    ChatServer _two = null!;
    FaultProxy _edge = null!;

    public override async Task InitializeAsync()
    {
        _redis = await RedisServer.StartNewAsync();
        _one = new ChatServer { Redis = _redis.Configuration };
        _two = new ChatServer { Redis = _redis.Configuration };
        await Task.WhenAll(_one.StartAsync(), _two.StartAsync());
        _edge = new FaultProxy(_one.Url.Port);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _edge.DisposeAsync();
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task A_server_is_killed_while_somebody_types_and_nothing_is_missed_repeated_or_lost()
    {
        var ada = await EnterThroughEdgeAsync("Ada");
        var bob = await EnterAsync(_two, "Bob");
        ada.ExpectTrouble();
        await SayAsync(bob, "0");
        await Expect(Texts(ada)).ToHaveTextAsync(["0"]);
        await Field(ada).PressSequentiallyAsync("typed before, ");

        await _one.KillAsync();
        _edge.Servers = [_two.Url.Port];
        for (var i = 1; i <= 5; i++)
        {
            await SayAsync(bob, $"{i}");
            await Field(ada).PressSequentiallyAsync($"{i} ");
        }
        await ada.ConnectedAsync();
        await SayAsync(bob, "6");

        await Expect(Texts(ada)).ToHaveTextAsync(["0", "1", "2", "3", "4", "5", "6"]);
        await Expect(Field(ada)).ToHaveValueAsync("typed before, 1 2 3 4 5 ");
        await Expect(Field(ada)).ToBeFocusedAsync();
        await Field(ada).PressAsync("Enter");
        await Expect(Texts(bob).Last).ToHaveTextAsync("typed before, 1 2 3 4 5");
        await IsSamePageAsync(ada);
    }

    [Fact]
    public async Task A_network_that_breaks_again_and_again_loses_nothing()
    {
        var ada = await EnterThroughEdgeAsync("Ada");
        var bob = await EnterAsync(_two, "Bob");
        ada.ExpectTrouble();

        for (var i = 1; i <= 5; i++)
        {
            _edge.Reset();
            await SayAsync(bob, $"{i}");
            await Field(ada).PressSequentiallyAsync($"{i}");
            await Expect(Texts(ada)).ToHaveTextAsync([.. Enumerable.Range(1, i).Select(n => $"{n}")]);
        }

        await Expect(Field(ada)).ToHaveValueAsync("12345");
        await IsSamePageAsync(ada);
    }

    async Task<Visitor> EnterThroughEdgeAsync(string name)
    {
        var visitor = await ArriveAsync();
        await visitor.GoAsync($"http://127.0.0.1:{_edge.Port}/chat/{Room}?username={name}");
        await visitor.ConnectedAsync();
        await visitor.Page.EvaluateAsync(
            "() => { window.samePage = true; window.resyncs = 0; document.addEventListener('livegen:resync', () => window.resyncs++) }");
        return visitor;
    }

    // Neither loaded anew nor rendered anew: what was missed was played again.
    static async Task IsSamePageAsync(Visitor visitor) =>
        Assert.Equal("true 0", await visitor.Page.EvaluateAsync<string>("() => `${window.samePage} ${window.resyncs}`"));
}
