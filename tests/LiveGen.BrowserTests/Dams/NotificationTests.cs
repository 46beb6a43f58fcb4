using LiveGen.BrowserTests.Browsing;
using Xunit;

namespace LiveGen.BrowserTests.Dams;

/// <summary>What others see when somebody adds to the inventory.</summary>
public sealed class NotificationTests(Chromium chromium, DamServer server) : DamTest(chromium)
{
    [Fact]
    public async Task Others_are_told_of_a_new_dam_and_who_added_it_is_not()
    {
        var ada = await EnterAsync(server, "admin");
        var bob = await WatchAsync(server, "viewer");
        var name = NewName();

        await AddAsync(ada, server, name);
        await Expect(Toasts(ada)).ToContainTextAsync($"\"{name}\" was added."); // first, for it does not stay

        await Expect(Box(bob).Locator("h2")).ToHaveTextAsync("Dam Notification");
        await Expect(Box(bob).Locator("p")).ToHaveTextAsync("A new dam has been added. Refresh this page to load it.");
        await ada.ConnectedAsync();
        await Expect(Box(ada)).ToHaveCountAsync(0);

        await PressAsync(bob, "Nevermind");
        await Expect(Box(bob)).ToHaveCountAsync(0);
        await Expect(bob.Page.GetByText(name)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Refresh_loads_the_page_with_the_new_dam()
    {
        var ada = await EnterAsync(server, "admin");
        var bob = await WatchAsync(server, "viewer");
        var before = await bob.Locator("#list-count").InnerTextAsync();
        await AddAsync(ada, server, NewName());
        await Expect(Box(bob)).ToBeVisibleAsync();

        await PressAsync(bob, "Refresh");

        await Expect(bob.Locator("#list-count")).Not.ToHaveTextAsync(before);
        await bob.ConnectedAsync();
        await Expect(Box(bob)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Show_it_brings_the_dam_to_map_and_list_without_loading_the_page()
    {
        var ada = await EnterAsync(server, "admin");
        var bob = await WatchAsync(server, "viewer");
        await bob.Page.EvaluateAsync("window.isTheSame = true");
        var name = NewName();
        await AddAsync(ada, server, name);

        await PressAsync(bob, "Show it");

        await Expect(Box(bob)).ToHaveCountAsync(0);
        await Expect(bob.Locator("#map-popup")).ToContainTextAsync(name);
        await Expect(bob.Locator("#map-popup dd")).ToHaveTextAsync(["Army Corps", "Test River", "1999-12-31"]);
        await Expect(bob.Locator("#list").GetByText(name)).ToBeVisibleAsync();
        Assert.True(await bob.Page.EvaluateAsync<bool>("window.isTheSame"));
    }

    [Fact]
    public async Task Several_dams_share_one_box()
    {
        var ada = await EnterAsync(server, "admin");
        var bob = await WatchAsync(server, "viewer");
        string[] names = [NewName(), NewName()];
        foreach (var name in names)
            await AddAsync(ada, server, name);

        await Expect(Box(bob).Locator("p")).ToHaveTextAsync("2 new dams have been added. Refresh this page to load them.");
        await PressAsync(bob, "Show them");

        foreach (var name in names)
            await Expect(bob.Locator("#list").GetByText(name)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Others_are_told_of_a_new_hydrograph_and_can_look_at_it()
    {
        var ada = await EnterAsync(server, "admin");
        var bob = await WatchAsync(server, "viewer");

        await AssignAsync(ada, server, "Anchor Dam", DamServer.Hydrograph);

        await Expect(Box(bob).Locator("p")).ToHaveTextAsync("A hydrograph has been added to Anchor Dam.");
        await PressAsync(bob, "Show it");
        await Expect(bob.Locator("#map-popup h3")).ToHaveTextAsync("Anchor Dam");
        await bob.Locator("#map-popup a").ClickAsync();
        await Expect(bob.Locator("h1")).ToHaveTextAsync("Hydrograph for Anchor Dam");
    }

    [Fact]
    public async Task What_was_added_while_the_page_was_away_is_told_when_it_is_back()
    {
        var ada = await EnterAsync(server, "admin");
        var bob = await WatchAsync(server, "viewer");
        bob.ExpectTrouble();
        await bob.Page.Context.SetOfflineAsync(true);
        await bob.Page.EvaluateAsync("dispatchEvent(new Event('offline'))");
        await AddAsync(ada, server, NewName());

        // The network is back; a socket that Chromium kept open meanwhile tells as well.
        await bob.Page.Context.SetOfflineAsync(false);

        await Expect(Box(bob)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_dam_and_a_hydrograph_have_a_box_each()
    {
        var ada = await EnterAsync(server, "admin");
        var bob = await WatchAsync(server, "viewer");
        var name = NewName();

        await AddAsync(ada, server, name);
        await AssignAsync(ada, server, "Angostura Dam", DamServer.Hydrograph);

        await Expect(Box(bob).Locator("p")).ToHaveTextAsync(
            ["A new dam has been added. Refresh this page to load it.", "A hydrograph has been added to Angostura Dam."]);
        await Box(bob).Last.GetByText("Nevermind").ClickAsync();
        await Expect(Box(bob)).ToHaveCountAsync(1);
        await PressAsync(bob, "Show it");
        await Expect(bob.Locator("#map-popup h3")).ToHaveTextAsync(name);
        await Expect(Box(bob)).ToHaveCountAsync(0);
    }
}
