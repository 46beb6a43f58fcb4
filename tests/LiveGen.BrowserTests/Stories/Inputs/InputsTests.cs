using System.Text;
using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Stories.Inputs;

/// <summary>What stands in a field is what the server gets, in its C# type, whatever language the browser speaks.</summary>
public sealed class InputsTests(Chromium chromium, StorySite site) : StoryTest(chromium, site)
{
    static readonly (string Field, object? Value, string Shown)[] s_asRendered =
    [
        ("text", "Ægir \"quoted\" <b>", "Ægir \"quoted\" <b> String"),
        ("search", "", "String"),
        ("password", "", "String"),
        ("email", "ada@example.org", "ada@example.org String"),
        ("tel", "+49 30 1234", "+49 30 1234 String"),
        ("url", new Uri("https://example.org/a?b=c"), "https://example.org/a?b=c Uri"),
        ("hidden", Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), "0f8fad5b-d9cb-469f-a165-70867728950e Guid"),
        ("number", 1234.50m, "1234.50 Decimal?"),
        ("range", 2.5, "2.5 Double"),
        ("checkbox", true, "True Boolean"),
        ("color", "#1a2b3c", "#1a2b3c String"),
        ("date", new DateOnly(2026, 2, 3), "02/03/2026 DateOnly?"),
        ("time", new TimeOnly(4, 5, 6), "04:05 TimeOnly?"),
        ("datetime-local", new DateTime(2026, 2, 3, 4, 5, 0), "02/03/2026 04:05:00 DateTime?"),
        ("month", "2026-02", "2026-02 String"),
        ("week", "2026-W06", "2026-W06 String"),
        ("radio", Size.Medium, "Medium Size?"),
        ("select", Size.Medium, "Medium Size"),
        ("select-multiple", new List<int> { 2, 3 }, "2, 3 List<Int32>"),
        ("textarea", "two\nlines", "two lines String"),
        ("contenteditable", "edit me", "edit me String"),
        ("output", 42, "42 Int32"),
    ];

    [Theory]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    public async Task What_the_server_rendered_comes_back_as_it_was(string locale)
    {
        var ada = await OpenAsync("/inputs", new() { Locale = locale });

        foreach (var (field, value, shown) in s_asRendered)
        {
            var received = await SendAsync(ada, field);
            Assert.Equal(field, received.Field);
            Assert.Equal(value, received.Value);
            await Expect(ada.Locator($"#got-{field}")).ToHaveTextAsync(shown);
        }
        var (_, toppings) = await SendAsync(ada, "checkboxes");
        Assert.Equal(["olives"], ((Toppings)toppings!).Topping);
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("de-DE")]
    public async Task What_people_enter_arrives_in_its_type(string locale)
    {
        var ada = await OpenAsync("/inputs", new() { Locale = locale });

        Assert.Equal("näh", await FillAsync(ada, "text", "näh"));
        Assert.Equal("s3cret", await FillAsync(ada, "password", "s3cret"));
        Assert.Equal(-0.10m, await FillAsync(ada, "number", "-0.10"));
        Assert.Equal(79228162514264337593543950335m, await FillAsync(ada, "number", "79228162514264337593543950335"));
        Assert.Equal(10.0, await FillAsync(ada, "range", "10"));
        Assert.Equal("#ff0080", await FillAsync(ada, "color", "#ff0080"));
        Assert.Equal(new DateOnly(2024, 2, 29), await FillAsync(ada, "date", "2024-02-29"));
        Assert.Equal(new TimeOnly(23, 59, 58), await FillAsync(ada, "time", "23:59:58"));
        Assert.Equal(new DateTime(1999, 12, 31, 23, 59, 0), await FillAsync(ada, "datetime-local", "1999-12-31T23:59"));
        Assert.Equal("1999-12", await FillAsync(ada, "month", "1999-12"));
        Assert.Equal("2020-W53", await FillAsync(ada, "week", "2020-W53"));
        Assert.Equal("one\ntwo", await FillAsync(ada, "textarea", "one\ntwo"));
        Assert.Equal("edited", await FillAsync(ada, "contenteditable", "edited"));

        await ada.Locator("#checkbox").UncheckAsync();
        Assert.Equal(false, (await SendAsync(ada, "checkbox")).Value);
        await ada.Locator("#radioLarge").CheckAsync();
        Assert.Equal(Size.Large, (await SendAsync(ada, "radio")).Value);
        await ada.Locator("#select").SelectOptionAsync("Small");
        Assert.Equal(Size.Small, (await SendAsync(ada, "select")).Value);
        await ada.Locator("#select-multiple").SelectOptionAsync(["1", "3"]);
        Assert.Equal(new List<int> { 1, 3 }, (await SendAsync(ada, "select-multiple")).Value);
        await ada.Locator("#onions").CheckAsync();
        Assert.Equal(["olives", "onions"], ((Toppings)(await SendAsync(ada, "checkboxes")).Value!).Topping.Order());
    }

    [Fact]
    public async Task An_empty_field_is_null_where_its_type_can_be()
    {
        var ada = await OpenAsync("/inputs");

        foreach (var field in new[] { "number", "date", "time", "datetime-local", "month", "week" })
            Assert.Null(await FillAsync(ada, field, ""));
        Assert.Equal("", await FillAsync(ada, "text", ""));
        await ada.Locator("#select-multiple").SelectOptionAsync(Array.Empty<string>());
        Assert.Equal(new List<int>(), (await SendAsync(ada, "select-multiple")).Value);
    }

    [Fact]
    public async Task Files_arrive_with_their_names_and_types()
    {
        var ada = await OpenAsync("/inputs");
        Assert.Null((await SendAsync(ada, "file")).Value);
        Assert.Equal(new List<Arrived>(), (await SendAsync(ada, "files")).Value);

        await ada.Locator("#file").SetInputFilesAsync(File("ä.txt", "text/plain", "hæ"));
        Assert.Equal(new Arrived("ä.txt", "text/plain", "hæ"), (await SendAsync(ada, "file")).Value);
        await ada.Locator("#files").SetInputFilesAsync([File("1.csv", "text/csv", "a,b"), File("2.json", "application/json", "{}")]);
        Assert.Equal(new List<Arrived> { new("1.csv", "text/csv", "a,b"), new("2.json", "application/json", "{}") },
            (await SendAsync(ada, "files")).Value);

        static FilePayload File(string name, string type, string text) =>
            new() { Name = name, MimeType = type, Buffer = Encoding.UTF8.GetBytes(text) };
    }

    async Task<(string Field, object? Value)> SendAsync(Visitor visitor, string field)
    {
        await visitor.Locator($"#send-{field}").ClickAsync();
        return await Site.Inbox.NextAsync<(string, object?)>();
    }

    async Task<object?> FillAsync(Visitor visitor, string field, string text)
    {
        await visitor.Locator($"#{field}").FillAsync(text);
        var (from, value) = await SendAsync(visitor, field);
        Assert.Equal(field, from);
        return value;
    }
}
