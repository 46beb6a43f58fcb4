using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Runtime;

/// <summary>What stands in a field arrives in the C# type of the message.</summary>
public sealed class ValuesTests(Chromium chromium) : RuntimeTest(chromium)
{
    [Fact]
    public async Task Every_kind_of_field_arrives_in_its_type()
    {
        var ada = await OpenAsync(FieldsPage);
        await ada.Locator("#send").ClickAsync();
        var untouched = await Site.Inbox.NextAsync<Fields>();

        await ada.Locator("#text").FillAsync("Ægir \"quoted\" <b>");
        await ada.Locator("#number").FillAsync("-42");
        await ada.Locator("#range").FillAsync("2.5");
        await ada.Locator("#checked").CheckAsync();
        await ada.Locator("[value=tea]").CheckAsync();
        await ada.Locator("#size").SelectOptionAsync("Large");
        await ada.Locator("#several").SelectOptionAsync(["a", "c"]);
        await ada.Locator("#date").FillAsync("2026-02-28");
        await ada.Locator("#time").FillAsync("23:59");
        await ada.Locator("#local").FillAsync("2026-02-28T23:59");
        await ada.Locator("#color").FillAsync("#ff0080");
        await ada.Locator("#area").FillAsync("two\nlines");
        await ada.Locator("#editable").FillAsync("edited");
        await ada.Locator("#send").ClickAsync();
        var filled = await Site.Inbox.NextAsync<Fields>();

        Assert.Equivalent(
            new Fields("", null, 1, false, null, Size.Small, [], null, null, null, "#000000", "", "edit me", "data-42"), untouched, strict: true);
        Assert.Equivalent(
            new Fields("Ægir \"quoted\" <b>", -42, 2.5, true, "tea", Size.Large, ["a", "c"], new(2026, 2, 28), new(23, 59),
                new(2026, 2, 28, 23, 59, 0), "#ff0080", "two\nlines", "edited", "data-42"), filled, strict: true);
    }

    [Fact]
    public async Task Constants_of_the_page_arrive_exactly()
    {
        var constants = new Constants(
            long.MaxValue, 79228162514264337593543950335.0m, new(2026, 11, 20, 1, 2, 3, 4, TimeSpan.FromHours(-9.5)), Guid.NewGuid(), "</script>'\"&<", null);
        var ada = await OpenAsync(() =>
        {
            var probe = Sockets.Connect<Probe>();
            Button("Send", id: "send", onclick: probe.Callback<Constants>(
                constants.Big, constants.Money, constants.At, constants.Id, constants.Text, Constant(constants.Nothing)));
        });

        await ada.Locator("#send").ClickAsync();

        Assert.Equal(constants, await Site.Inbox.NextAsync<Constants>());
    }

    [Fact]
    public async Task A_form_arrives_as_one_message_and_does_not_leave_the_page()
    {
        var ada = await OpenAsync(PersonPage);
        await ada.Locator("#name").FillAsync("Ada");
        await ada.Locator("#age").FillAsync("36");
        await ada.Locator("#cake").CheckAsync();
        await ada.Locator("#agreed").CheckAsync();

        await ada.Locator("#name").PressAsync("Enter");

        Assert.Equivalent(new Save(new("Ada", 36, ["cake"], Agreed: true)), await Site.Inbox.NextAsync<Save>(), strict: true);
        Assert.Equal(Site.Url + "/", ada.Page.Url);
    }

    [Fact]
    public async Task A_form_that_is_submitted_before_the_runtime_is_there_stays_as_it_is()
    {
        var runtime = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await ServeAsync(PersonPage);
        var ada = await ArriveAsync();
        await ada.Page.RouteAsync("**/*.js", async route =>
        {
            await runtime.Task;
            await route.ContinueAsync();
        });
        await ada.Page.GotoAsync(Site.Url, new() { WaitUntil = WaitUntilState.Commit });
        await ada.Locator("#name").FillAsync("Ada");
        await ada.Locator("#age").FillAsync("36");
        await ada.Locator("#name").PressAsync("Enter");
        await ada.Locator("button").ClickAsync();

        runtime.SetResult();
        await ada.ConnectedAsync();

        Assert.Equal(Site.Url + "/", ada.Page.Url);
        await Expect(ada.Locator("#name")).ToHaveValueAsync("Ada");
        await ada.Locator("#name").PressAsync("Enter");
        Assert.Equal("Ada", (await Site.Inbox.NextAsync<Save>()).Person.Name);
    }

    [Fact]
    public async Task A_value_of_the_wrong_type_is_refused_at_its_field_and_no_handler_runs()
    {
        var ada = await OpenAsync(() =>
        {
            var probe = Sockets.Connect<Probe>();
            Input(id: "n", onchange: probe.Callback<Count>(This));
        });

        await ada.Locator("#n").FillAsync("many");
        await ada.Locator("#n").PressAsync("Tab");

        await Expect(ada.Locator("#n:invalid")).ToHaveJSPropertyAsync("validationMessage",
            "This must be a whole number from -2147483648 to 2147483647.");
        await Expect(ada.Locator("#n")).ToHaveValueAsync("many");
        Assert.Equal(0, Site.Inbox.Waiting);
    }

    static void PersonPage()
    {
        var probe = Sockets.Connect<Probe>();
        using var form = Form(id: "form", onsubmit: probe.Callback<Save>(This)).Open();
        Input(name: "name", id: "name");
        Input(name: "age", type: "number", id: "age");
        Input(name: "likes", type: "checkbox", value: "tea", id: "tea");
        Input(name: "likes", type: "checkbox", value: "cake", id: "cake");
        Input(name: "agreed", type: "checkbox", id: "agreed");
        Button("Save", type: "submit");
    }

    static void FieldsPage()
    {
        var probe = Sockets.Connect<Probe>();
        var text = Input(id: "text");
        var number = Input(id: "number", type: "number");
        var range = Input(id: "range", type: "range", min: 0, max: 10, step: 0.5, value: 1);
        var check = Input(id: "checked", type: "checkbox");
        var choice = Input(id: "choice", name: "choice", type: "radio", value: "coffee");
        Input(name: "choice", type: "radio", value: "tea");
        var size = Select(Option("S", value: "Small"), Option("L", value: "Large"), id: "size");
        var several = Select(Option("a"), Option("b"), Option("c"), id: "several", multiple: true);
        var date = Input(id: "date", type: "date");
        var time = Input(id: "time", type: "time");
        var local = Input(id: "local", type: "datetime-local");
        var color = Input(id: "color", type: "color");
        var area = Textarea(id: "area");
        var editable = Div("edit me", id: "editable", contenteditable: "true");
        var data = Span("shown", id: "data", data: [("value", "data-42")]);
        Button("Send", id: "send", onclick: probe.Callback<Fields>(
            [text, number, range, check, choice, size, several, date, time, local, color, area, editable, data]));
    }
}
