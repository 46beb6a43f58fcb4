using LiveGen.BrowserTests.Browsing;
using Xunit;

namespace LiveGen.BrowserTests.Stories.Snake;

/// <summary>The page's clock is moved by hand: each pace is one step of the game.</summary>
public sealed class SnakeTests(Chromium chromium, StorySite site) : StoryTest(chromium, site)
{
    [Fact]
    public async Task A_player_steers_with_keys_eats_and_hits_the_wall()
    {
        var ada = await PlayAsync();

        await StepAsync(ada, 1);
        await Expect(ada.Locator("#head")).ToHaveTextAsync("Head at 5, 4");
        await Expect(ada.Locator(".board rect")).ToHaveCountAsync(4);
        await StepAsync(ada, 1);
        await Expect(ada.Locator("#score")).ToHaveTextAsync("Score 1 after 2 steps");
        await Expect(ada.Locator(".board rect")).ToHaveCountAsync(5);

        await ada.Page.Keyboard.PressAsync("ArrowLeft"); // not back on itself
        await ada.Page.Keyboard.PressAsync("ArrowUp");
        await StepAsync(ada, 2);
        await Expect(ada.Locator("#head")).ToHaveTextAsync("Head at 6, 2");
        await ada.Page.Keyboard.PressAsync("ArrowLeft");
        await StepAsync(ada, 1);
        await Expect(ada.Locator("#head")).ToHaveTextAsync("Head at 5, 2");
        await ada.Page.Keyboard.PressAsync("ArrowDown");
        await StepAsync(ada, 6);
        await Expect(ada.Locator("#head")).ToHaveTextAsync("Game over");
    }

    [Fact]
    public async Task The_end_stops_the_clock_and_a_new_game_begins_where_the_first_did()
    {
        var ada = await PlayAsync();
        await StepAsync(ada, 8); // straight into the wall
        await Expect(ada.Locator("#head")).ToHaveTextAsync("Game over");
        await Expect(ada.Locator("#score")).ToHaveTextAsync("Score 1 after 8 steps");

        await StepAsync(ada, 3);
        await ada.Locator("#new").ClickAsync();
        await Expect(ada.Locator("#score")).ToHaveTextAsync("Score 0 after 0 steps");
        await StepAsync(ada, 1);

        await Expect(ada.Locator("#head")).ToHaveTextAsync("Head at 5, 4");
    }

    async Task<Visitor> PlayAsync()
    {
        var visitor = await ArriveAsync();
        await visitor.Page.Clock.InstallAsync();
        await visitor.GoAsync(Site.Url + "/snake");
        await visitor.ConnectedAsync();
        await visitor.Page.Clock.PauseAtAsync(DateTime.UtcNow.AddSeconds(15)); // sooner than the page misses a heartbeat
        await visitor.Locator("#new").ClickAsync();
        await Expect(visitor.Locator("#game")).ToBeFocusedAsync();
        return visitor;
    }

    static Task StepAsync(Visitor visitor, int steps) =>
        visitor.Page.Clock.RunForAsync((long)(steps * SnakePage.Pace.TotalMilliseconds));
}
