using LiveGen.BrowserTests.Browsing;
using Xunit;

namespace LiveGen.BrowserTests.Stories.ClientCommands;

/// <summary>A constant that was rendered comes back as the same C# value of the same type.</summary>
public sealed class SerializationTests(Chromium chromium, StorySite site) : StoryTest(chromium, site)
{
    [Fact]
    public async Task Every_type_of_constant_makes_the_round_trip()
    {
        var ada = await OpenAsync("/serialization");

        await ComesAsync("long", long.MaxValue);
        await ComesAsync("beyond-2^53", 9_007_199_254_740_993);
        await ComesAsync("ulong", ulong.MaxValue);
        await ComesAsync("decimal", 79228162514264337593543950335m);
        await ComesAsync("double", 0.1 + 0.2);
        await ComesAsync("bool", true);
        await ComesAsync("string", "</script>'\"&< é \u2028 🦊");
        await ComesAsync<int?>("nothing", null);
        await ComesAsync("guid", Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"));
        await ComesAsync("enum", Suit.Spades);
        await ComesAsync("date", new DateOnly(2026, 2, 28));
        await ComesAsync("time", new TimeOnly(23, 59, 58, 999));
        await ComesAsync("timespan", new TimeSpan(-1, 2, 3, 4, 5));
        await ComesAsync("datetime", new DateTime(2026, 2, 28, 1, 2, 3, DateTimeKind.Utc));
        await ComesAsync("offset", new DateTimeOffset(2026, 11, 20, 1, 2, 3, 4, TimeSpan.FromHours(-9.5)));
        await ComesAsync("tuple", (1, "two", 3.0m));
        await ComesAsync("set", new HashSet<string> { "a", "b" });
        await ComesAsync("array", new[] { 1, 2, 3 });
        await ComesAsync("dictionary", new Dictionary<string, DateOnly> { ["new year"] = new(2027, 1, 1) });
        await ComesAsync("bytes", new byte[] { 0, 127, 255 });

        Assert.Equal("1.10", (await SendAsync<decimal>("decimal-with-its-zeros")).ToString(System.Globalization.CultureInfo.InvariantCulture));
        var offset = await SendAsync<DateTimeOffset>("offset");
        Assert.Equal(TimeSpan.FromHours(-9.5), offset.Offset);
        Assert.Equal(DateTimeKind.Utc, (await SendAsync<DateTime>("datetime")).Kind);
        var line = await SendAsync<Line>("record");
        Assert.Equivalent(new Line("Æ", 0.10m, [1, 2]), line, strict: true);

        async Task ComesAsync<T>(string id, T value) => Assert.Equal(value, await SendAsync<T>(id));

        async Task<T> SendAsync<T>(string id)
        {
            await ada.Locator($"[id='{id}']").ClickAsync();
            return (await Site.Inbox.NextAsync<Came<T>>()).Value;
        }
    }

    [Fact]
    public async Task What_came_back_reaches_the_browser_as_its_own_types()
    {
        var ada = await OpenAsync("/serialization");

        var logged = ada.Page.WaitForConsoleMessageAsync();
        await ada.Locator("#dictionary").ClickAsync();
        await Site.Inbox.NextAsync<Came<Dictionary<string, DateOnly>>>();

        var said = (await logged).Args[1];
        Assert.Equal("2027-01-01", await said.EvaluateAsync<string>("value => value['new year']"));
    }
}
