using LiveGen.BrowserTests.Browsing;
using Xunit;

namespace LiveGen.BrowserTests.Dams;

public sealed class PermissionTests(Chromium chromium, DamServer server) : DamTest(chromium)
{
    [Fact]
    public async Task A_viewer_sees_no_button_and_is_refused_at_each_address()
    {
        var bob = await WatchAsync(server, "viewer");
        await Expect(bob.Locator("#add-dam")).ToHaveCountAsync(0);
        await Expect(bob.Locator("nav[aria-label=Pages] a")).ToHaveTextAsync(["Map", "Dams"]);
        bob.ExpectTrouble();

        foreach (var path in new[] { "/dams/add", "/hydrographs/assign", "/dams/import" })
        {
            await bob.GoAsync(server.Page(path));
            await Expect(bob.Locator("h1")).ToHaveTextAsync("Not allowed");
        }
        foreach (var action in new[] { "/dams/add/save", "/hydrographs/assign/save", "/dams/import/preview", "/dams/import/run" })
            Assert.Equal(403, await bob.Page.EvaluateAsync<int>("path => fetch(path, { method: 'POST', headers: { LiveGen: '1' } }).then(r => r.status)", action));
    }

    [Fact]
    public async Task A_form_that_was_opened_with_the_permission_is_refused_without_it()
    {
        var ada = await EnterAsync(server, "admin", "/dams/add");
        var name = NewName();
        await FillAsync(ada, name);
        ada.ExpectTrouble();

        // In another tab somebody else signs in.
        var other = await ada.Page.Context.NewPageAsync();
        await other.GotoAsync(server.Page("/sign-in"));
        await other.Locator("#name").FillAsync("viewer");
        await other.Locator("#password").FillAsync("viewer");
        await other.Locator("#sign-in .primary").ClickAsync();
        await Expect(other.Locator(".who")).ToHaveTextAsync("viewer");
        await ada.Locator("#add").ClickAsync();

        await Expect(ada.Locator("[data-livegen-note]")).ToHaveTextAsync("Not allowed");
        await Expect(ada.Locator("#name")).ToHaveValueAsync(name);
        await other.GotoAsync(server.Page($"/dams?search={name}"));
        await Expect(other.Locator("#shown")).ToHaveTextAsync("0 of 0");
    }

    [Fact]
    public async Task Nobody_comes_in_without_signing_in()
    {
        var eve = await ArriveAsync();
        eve.ExpectTrouble();

        foreach (var path in new[] { "/", "/dams", "/dams/add", "/hydrographs/1", "/dams/export.csv" })
        {
            await eve.GoAsync(server.Page(path));
            await Expect(eve.Locator("h1")).ToHaveTextAsync("Sign in");
        }
        Assert.Equal(401, await eve.Page.EvaluateAsync<int>("fetch('/ws/notifications?newest=0', { redirect: 'manual' }).then(r => r.status)"));

        await eve.ShowsErrorsAsync();
        await eve.Locator("#name").FillAsync("admin");
        await eve.Locator("#password").FillAsync("wrong");
        await eve.Locator("#sign-in .primary").ClickAsync();
        await Expect(Error(eve, "")).ToHaveTextAsync("Name or password is wrong.");
        await Expect(eve.Locator("#name")).ToHaveValueAsync("admin");
    }

    [Fact]
    public async Task An_address_of_somebody_else_leads_nobody_away()
    {
        var bob = await ArriveAsync();

        await SignInAsync(bob, server, "viewer", "https://example.com/");

        await Expect(bob.Page).ToHaveURLAsync(server.Page("/"));
    }

    [Fact]
    public async Task Who_signs_out_is_out()
    {
        var ada = await EnterAsync(server, "admin", "/dams");

        ada.ExpectTrouble(); // the page whose socket is closed asks once more, and is refused, if the next page is not there yet
        await ada.Locator("#sign-out button").ClickAsync();

        await Expect(ada.Locator("h1")).ToHaveTextAsync("Sign in");
        await ada.GoAsync(server.Page("/dams"));
        await Expect(ada.Locator("h1")).ToHaveTextAsync("Sign in");
    }
}
