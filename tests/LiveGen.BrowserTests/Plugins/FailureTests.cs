using LiveGen.BrowserTests.Browsing;
using LiveGen.BrowserTests.Stories.Accessibility;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Plugins;

/// <summary>A handler that throws changes nothing in the browser; who sees what of it.</summary>
public sealed class FailureTests(Chromium chromium) : PluginTest(chromium)
{
    static Task<string> PageAsync(Visitor visitor) =>
        visitor.Page.EvaluateAsync<string>("document.title + document.querySelector('main').outerHTML + document.querySelector('#field').value");

    [Theory]
    [InlineData("#break")]
    [InlineData("#break-socket")]
    public async Task In_production_there_is_a_note_with_an_id_and_the_page_is_as_it_was(string button)
    {
        var ada = await OpenAsync();
        ada.ExpectTrouble(); // the browser itself logs a 500
        await ada.Locator("#field").FillAsync("typed");
        var before = await PageAsync(ada);

        await ada.Locator(button).ClickAsync();

        await Expect(ada.Locator("[data-livegen-note]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^Something went wrong \\([0-9a-f]{16}\\)$"));
        await Expect(ada.Locator("[data-livegen-pending]")).ToHaveCountAsync(0);
        Assert.Equal(before, await PageAsync(ada));
        await Expect(ada.Locator("dialog")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("#break", "in DeskPage.Break")]
    [InlineData("#break-socket", "in DeskConsumer, the message BreakIt")]
    public async Task In_development_what_failed_stands_over_the_page_as_it_was(string button, string handler)
    {
        var ada = await OpenAsync("Development");
        ada.ExpectTrouble();
        await ada.Locator("#field").FillAsync("typed");
        var before = await PageAsync(ada);

        await ada.Locator(button).ClickAsync();

        var dialog = ada.Page.GetByRole(AriaRole.Dialog, new() { Name = "System.InvalidOperationException: cannot take typed" });
        await Expect(dialog).ToContainTextAsync("PluginSite.cs:");
        await Expect(dialog).ToContainTextAsync("throw new InvalidOperationException(");
        await Expect(dialog).ToContainTextAsync(handler);
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Close" })).ToBeFocusedAsync();
        await Expect(ada.Locator("[data-livegen-note]")).ToBeEmptyAsync();
        Assert.Equal("", string.Join("\n", await Axe.FindingsAsync(ada.Page)));
        await ada.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(ada.Locator(button)).ToBeFocusedAsync();
        Assert.Equal(before, await PageAsync(ada));

        await ada.Locator(button).ClickAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task In_development_what_commands_could_not_do_is_a_list()
    {
        var ada = await OpenAsync("Development");
        ada.ExpectTrouble();

        var list = ada.Page.GetByRole(AriaRole.Log);
        await ada.Locator("#miss").ClickAsync();
        await Expect(list.Locator("li")).ToHaveCountAsync(1);
        await ada.Page.EvaluateAsync("LiveGen.apply([['own.unknown', 1]])");

        await Expect(list.Locator("li")).ToHaveTextAsync([
            """No element "nowhere", in ["livegen.remove","nowhere"]""", """No command "own.unknown", in ["own.unknown",1]"""]);
        Assert.Equal("", string.Join("\n", await Axe.FindingsAsync(ada.Page)));
        await list.GetByRole(AriaRole.Button, new() { Name = "Dismiss" }).ClickAsync();
        await Expect(list).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Production_pays_nothing_for_it()
    {
        var ada = await OpenAsync();

        await Expect(ada.Locator("script[src*='/dev.']")).ToHaveCountAsync(0);
    }
}
