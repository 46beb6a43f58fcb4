using LiveGen.BrowserTests.Browsing;
using LiveGen.BrowserTests.Stories.Accessibility;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Stories.Todo;

public sealed class TodoTests(Chromium chromium, StorySite site) : StoryTest(chromium, site)
{
    readonly string _list = "/todo/list-" + Guid.NewGuid().ToString("N")[..8];

    [Fact]
    public async Task Items_are_added_done_counted_and_deleted()
    {
        var ada = await OpenAsync(_list);
        await AddAsync(ada, "Write", "Test", "Rest");
        await Expect(Items(ada)).ToHaveTextAsync(["Write", "Test", "Rest"]);
        await Expect(ada.Locator("#left")).ToHaveTextAsync("3 items left");

        await ada.Locator("#done-2").CheckAsync();
        await Expect(ada.Locator("#left")).ToHaveTextAsync("2 items left");
        await Expect(ada.Locator("#todo-2[data-done]")).ToHaveCountAsync(1);
        await Axe.RequireNoFindingsAsync(ada.Page);
        await ada.Locator("#delete-1").ClickAsync();
        await Expect(ada.Locator("#left")).ToHaveTextAsync("1 item left");
        await Expect(Items(ada)).ToHaveTextAsync(["Test", "Rest"]);

        await ada.Page.ReloadAsync(); // the server has it
        await Expect(Items(ada)).ToHaveTextAsync(["Test", "Rest"]);
        await Expect(ada.Locator("#done-2")).ToBeCheckedAsync();
    }

    [Fact]
    public async Task Nothing_is_not_something_to_do()
    {
        var ada = await OpenAsync(_list);

        await ada.Locator("#new").PressAsync("Enter");

        await Expect(ada.Locator("#new:invalid")).ToHaveJSPropertyAsync("validationMessage", "Please write something to do.");
        await Expect(Items(ada)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Filters_are_links_and_stay_on_while_the_list_changes()
    {
        var ada = await OpenAsync(_list);
        await AddAsync(ada, "Write", "Test", "Rest");
        await ada.Locator("#done-1").CheckAsync();
        await Expect(ada.Locator("#left")).ToHaveTextAsync("2 items left");

        await ada.Locator("#show-Active").ClickAsync();
        await Expect(Items(ada)).ToHaveTextAsync(["Test", "Rest"]);
        await Expect(ada.Page).ToHaveURLAsync($"{Site.Url}{_list}/Active");
        await ada.Locator("#done-3").ClickAsync(); // and is gone from what is active
        await Expect(Items(ada)).ToHaveTextAsync(["Test"]);
        await ada.Locator("#show-Completed").ClickAsync();
        await Expect(Items(ada)).ToHaveTextAsync(["Write", "Rest"]);
        await Expect(ada.Locator("#show-Completed")).ToHaveAttributeAsync("aria-current", "true");
        await ada.Page.GoBackAsync();
        await Expect(Items(ada)).ToHaveTextAsync(["Test"]);
        await ada.Locator("#show-All").ClickAsync();
        await Expect(Items(ada)).ToHaveTextAsync(["Write", "Test", "Rest"]);
    }

    [Fact]
    public async Task All_are_marked_at_once_and_what_is_done_is_cleared()
    {
        var ada = await OpenAsync(_list);
        await AddAsync(ada, "Write", "Test");

        await ada.Locator("#toggle-all").CheckAsync();
        await Expect(ada.Locator("#left")).ToHaveTextAsync("0 items left");
        await Expect(ada.Locator("#done-1")).ToBeCheckedAsync();
        await Expect(ada.Locator("#done-2")).ToBeCheckedAsync();
        await ada.Locator("#done-2").UncheckAsync();
        await Expect(ada.Locator("#toggle-all")).Not.ToBeCheckedAsync();
        await ada.Locator("#clear-completed").ClickAsync();

        await Expect(Items(ada)).ToHaveTextAsync(["Test"]);
        await Expect(ada.Locator("#clear-completed")).ToHaveCountAsync(0);
        await ada.Locator("#toggle-all").CheckAsync();
        await Expect(ada.Locator("#left")).ToHaveTextAsync("0 items left");
        await ada.Locator("#toggle-all").UncheckAsync();
        await Expect(ada.Locator("#left")).ToHaveTextAsync("1 item left");
    }

    [Fact]
    public async Task An_item_is_edited_in_its_place_with_the_keyboard()
    {
        var ada = await OpenAsync(_list);
        await AddAsync(ada, "Write", "Test");
        var edit = ada.Locator("#todo-1 > #edit");

        await ada.Locator("#text-1").DblClickAsync();
        await Expect(edit).ToBeFocusedAsync();
        await Expect(edit).ToHaveValueAsync("Write");
        await edit.FillAsync("Write more");
        await edit.PressAsync("Enter");
        await Expect(Items(ada)).ToHaveTextAsync(["Write more", "Test"]);

        await ada.Locator("#text-1").DblClickAsync();
        await edit.FillAsync("never");
        await edit.PressAsync("Escape");
        await Expect(Items(ada)).ToHaveTextAsync(["Write more", "Test"]);

        await ada.Locator("#text-1").DblClickAsync();
        await edit.FillAsync("");
        await edit.PressAsync("Enter"); // without a text it goes
        await Expect(ada.Locator("#todo-1")).ToHaveCountAsync(0);
        await Expect(Items(ada)).ToHaveTextAsync(["Test"]);
    }

    static ILocator Items(Visitor visitor) => visitor.Locator("#todos > li > span");

    static async Task AddAsync(Visitor visitor, params string[] texts)
    {
        var field = visitor.Locator("#new");
        foreach (var text in texts)
        {
            await field.FillAsync(text);
            await field.PressAsync("Enter");
            await Expect(field).ToHaveValueAsync("");
        }
        await Expect(visitor.Locator("#todos > li")).ToHaveCountAsync(texts.Length);
    }
}
