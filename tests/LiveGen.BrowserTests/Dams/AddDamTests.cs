using LiveGen.BrowserTests.Browsing;
using Xunit;

namespace LiveGen.BrowserTests.Dams;

public sealed class AddDamTests(Chromium chromium, DamServer server) : DamTest(chromium)
{
    async Task<Visitor> OpenAsync()
    {
        var visitor = await EnterAsync(server, "admin", "/dams/add");
        await visitor.ShowsErrorsAsync();
        return visitor;
    }

    [Fact]
    public async Task Each_missing_field_says_so_and_so_does_the_form()
    {
        var ada = await OpenAsync();

        await ada.Locator("#add").ClickAsync();

        await Expect(Error(ada, "Name")).ToHaveTextAsync("Name is required.");
        await Expect(Error(ada, "Owner")).ToHaveTextAsync("Owner is required.");
        await Expect(Error(ada, "River")).ToHaveTextAsync("River is required.");
        await Expect(Error(ada, "DateBuilt")).ToHaveTextAsync("Date Built is required.");
        await Expect(Error(ada, "Latitude")).ToHaveTextAsync("Location is required.");
        await Expect(Error(ada, "")).ToHaveTextAsync("Please fix errors.");
        await Expect(ada.Locator("#name")).ToBeFocusedAsync();
        await Expect(ada.Locator("#river")).ToHaveAttributeAsync("placeholder", "e.g.: Mississippi River");
    }

    [Theory]
    [InlineData("name", " ", "Name", "Name is required.")]
    [InlineData("name", "Two\u000blines", "Name", "Name is one line of text.")]
    [InlineData("river", "", "River", "River is required.")]
    [InlineData("datebuilt", "", "DateBuilt", "Date Built is required.")]
    [InlineData("datebuilt", "9999-01-01", "DateBuilt", "Date Built cannot be in the future.")]
    [InlineData("latitude", "", "Latitude", "Location is required.")]
    [InlineData("longitude", "", "Longitude", "Location is required.")]
    [InlineData("latitude", "90.5", "Latitude", "Latitude is between -90 and 90.")]
    [InlineData("longitude", "-180.01", "Longitude", "Longitude is between -180 and 180.")]
    public async Task One_wrong_field_is_refused_and_the_others_stay(string field, string value, string place, string error)
    {
        var ada = await OpenAsync();
        await FillAsync(ada, "Kept Dam");
        await ada.Locator($"#{field}").FillAsync(value);

        await ada.Locator("#add").ClickAsync();

        await Expect(Error(ada, place)).ToHaveTextAsync(error);
        await Expect(Error(ada, "")).ToHaveTextAsync("Please fix errors.");
        var expected = new Dictionary<string, string>
        {
            ["name"] = "Kept Dam", ["owner"] = "Army Corps", ["river"] = "Test River", ["datebuilt"] = "1999-12-31", ["latitude"] = "41.5", ["longitude"] = "-111.25",
            [field] = value,
        };
        foreach (var (id, typed) in expected)
            await Expect(ada.Locator($"#{id}")).ToHaveValueAsync(typed);
    }

    [Fact]
    public async Task A_place_is_clicked_and_moved_on_the_map()
    {
        var ada = await OpenAsync();
        var map = ada.Locator("#map canvas").First;
        await map.ScrollIntoViewIfNeededAsync();
        var box = (await map.BoundingBoxAsync())!;
        var (x, y) = (box.X + box.Width / 2, box.Y + box.Height / 2);

        await ada.Page.Mouse.ClickAsync(x, y);
        await Expect(ada.Locator("#latitude")).Not.ToHaveValueAsync("");
        var (latitude, longitude) = await PlaceAsync(ada);
        Assert.InRange(latitude, 30, 48);
        Assert.InRange(longitude, -125, -90);

        await ada.Page.Mouse.MoveAsync(x, y);
        await ada.Page.Mouse.DownAsync();
        await ada.Page.Mouse.MoveAsync(x + 60, y + 40, new() { Steps = 5 });
        await ada.Page.Mouse.UpAsync();
        var moved = await PlaceAsync(ada);
        Assert.True(moved.Latitude < latitude - 0.5, $"{moved.Latitude} is south of {latitude}");
        Assert.True(moved.Longitude > longitude + 0.5, $"{moved.Longitude} is east of {longitude}");
    }

    [Fact]
    public async Task Cancel_goes_home_and_adds_nothing()
    {
        var ada = await OpenAsync();
        var name = NewName();
        await FillAsync(ada, name);

        await ada.Page.GetByText("Cancel").ClickAsync();

        await Expect(ada.Page).ToHaveURLAsync(server.Page("/"));
        await ada.GoAsync(server.Page($"/dams?search={name}"));
        await Expect(ada.Locator("#shown")).ToHaveTextAsync("0 of 0");
    }

    [Fact]
    public async Task Without_JavaScript_the_form_does_the_same()
    {
        var ada = await EnterAsync(server, "admin", "/dams/add", new() { JavaScriptEnabled = false });
        var name = NewName();
        await FillAsync(ada, name);
        await ada.Locator("#river").FillAsync("");

        await ada.Locator("#add").ClickAsync();
        await Expect(Error(ada, "River")).ToHaveTextAsync("River is required.");
        await Expect(ada.Locator("#name")).ToHaveValueAsync(name);

        await ada.Locator("#river").FillAsync("Test River");
        await ada.Locator("#add").ClickAsync();
        await Expect(ada.Page).ToHaveURLAsync(server.Page("/"));
        await ada.GoAsync(server.Page($"/dams?search={name}"));
        await Expect(ada.Locator("#dam-rows tr")).ToHaveCountAsync(1);
    }

    static async Task<(double Latitude, double Longitude)> PlaceAsync(Visitor visitor)
    {
        var values = await visitor.Page.EvaluateAsync<double[]>("['latitude', 'longitude'].map(id => document.getElementById(id).valueAsNumber)");
        return (values[0], values[1]);
    }
}
