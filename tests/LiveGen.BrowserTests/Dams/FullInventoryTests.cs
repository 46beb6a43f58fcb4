using LiveGen.BrowserTests.Browsing;
using Xunit;

namespace LiveGen.BrowserTests.Dams;

/// <summary>An inventory with room for one more dam.</summary>
public sealed class FullInventoryTests(Chromium chromium) : DamTest(chromium)
{
    readonly DamServer _server = new() { MaxDams = 296 };

    public override Task InitializeAsync() => _server.StartAsync();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Of_those_who_add_at_the_same_time_one_gets_the_last_place_and_the_others_are_told()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => EnterAsync(_server, "admin", "/dams/add")));
        foreach (var (i, person) in people.Index())
            await FillAsync(person, $"Dam {i}");

        await Task.WhenAll(people.Select(person => person.Locator("#add").ClickAsync()));

        var home = 0;
        foreach (var (i, person) in people.Index())
        {
            await Expect(person.Locator("#list-count").Or(Error(person, "").And(person.Page.GetByText("Unable to add dam")))).ToBeVisibleAsync();
            if (person.Page.Url == _server.Page("/"))
                home++;
            else
            {
                await Expect(Error(person, "")).ToHaveTextAsync($"Unable to add dam \"Dam {i}\", because the inventory is full.");
                await Expect(person.Locator("#name")).ToHaveValueAsync($"Dam {i}");
            }
        }
        Assert.Equal(1, home);
        await people[0].GoAsync(_server.Page("/dams"));
        await Expect(people[0].Locator("#shown")).ToHaveTextAsync("1–10 of 296");
    }
}
