using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace LiveGen.IntegrationTests.Forms;

/// <summary>Forms with JavaScript off: a post, then the page again with what is wrong, or a redirect.</summary>
public sealed class PlainFormTests
{
    [Fact]
    public async Task A_post_binds_the_record_and_follows_the_redirect()
    {
        var (server, pages, browser) = await BookingVisit.StartAsync();
        await using var _ = server;

        await browser.SubmitAsync("booking", BookingVisit.Right);

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.Equal("/done?name=Ann", browser.Location);
        var saved = Assert.Single(pages.Saved);
        Assert.Equal(("Ann", 2, new DateOnly(2026, 5, 1), new Address("Main Road", null)), (saved.Name, saved.Guests, saved.Day, saved.Address));
        Assert.Equal(["dog"], saved.Extras);
        Assert.True(saved.Terms);
        Assert.Equal(("old", "Large"), (saved.Note, saved.Size));
        Assert.Equal([new Line("first", 1)], saved.Lines);
    }

    [Fact]
    public async Task A_refused_form_comes_back_with_its_values_and_errors()
    {
        var (server, pages, browser) = await BookingVisit.StartAsync();
        await using var _ = server;

        await browser.SubmitAsync("booking", ("Name", "<"), ("Guests", "13"), ("Address.Street", ""), ("Extras", "sea"), ("Note", "\na & b"), ("Size", "s"),
            ("Lines[0].Quantity", "10"), ("Terms", "on"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.Empty(pages.Saved);
        Assert.True(browser.Page.QuerySelector("body > main > #booking") is not null, browser.Page.DocumentElement.OuterHtml);
        Assert.Equal(("<", "13", "2026-05-01"), (browser.Value("name"), browser.Value("guests"), browser.Value("day")));
        Assert.Equal("\na & b", ((AngleSharp.Html.Dom.IHtmlTextAreaElement)browser.Page.GetElementById("note")!).Value);
        Assert.Equal("s", ((AngleSharp.Html.Dom.IHtmlSelectElement)browser.Page.GetElementById("size")!).Value);
        Assert.Equal(["sea", "terms"], browser.Page.QuerySelectorAll("[checked]").Select(box => box.Id));
        Assert.Contains("minimum length of '2'", browser.Error("Name"), StringComparison.Ordinal);
        Assert.Contains("between 1 and 12", browser.Error("Guests"), StringComparison.Ordinal);
        Assert.Contains("required", browser.Error("Address.Street"), StringComparison.Ordinal);
        Assert.Contains("between 1 and 9", browser.Error("Lines[0].Quantity"), StringComparison.Ordinal);
        Assert.Equal("", browser.Error("Day"));
        Assert.Equal(["name", "guests", "street", "quantity0"], browser.Page.QuerySelectorAll("[aria-invalid=true]").Select(field => field.Id));
        Assert.Equal("help Name-error", browser.Page.GetElementById("name")!.GetAttribute("aria-describedby"));
        Assert.Equal(["name"], browser.Page.QuerySelectorAll("[autofocus]").Select(field => field.Id));

    }

    [Fact]
    public async Task A_form_that_was_corrected_goes_through()
    {
        var (server, pages, browser) = await BookingVisit.StartAsync();
        await using var _ = server;

        await browser.SubmitAsync("booking", ("Name", "Ann"), ("Guests", "2"), ("Terms", null));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        await browser.SubmitAsync("booking", ("Address.Street", "Main Road"));

        Assert.Equal(HttpStatusCode.SeeOther, browser.Status);
        Assert.Equal("Ann", Assert.Single(pages.Saved).Name);
    }

    [Fact]
    public async Task Errors_of_no_field_stand_at_the_form()
    {
        var (server, _, browser) = await BookingVisit.StartAsync();
        await using var _1 = server;

        await browser.SubmitAsync("booking", [("Guests", "7"), .. BookingVisit.Right]);

        Assert.Equal("Ann has room for six.", browser.Error(""));
        Assert.Equal("7", browser.Value("guests"));
    }

    [Fact]
    public async Task Only_the_form_that_was_posted_is_filled()
    {
        var (server, pages, browser) = await BookingVisit.StartAsync();
        await using var _ = server;

        await browser.SubmitAsync("rename2", ("name", ""));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, browser.Status);
        Assert.NotEqual("", browser.Page.GetElementById("rename2-error")!.TextContent);
        Assert.Equal(["new2"], browser.Page.QuerySelectorAll("[aria-invalid=true]").Select(field => field.Id));
        Assert.Equal("Nobody", browser.Value("name"));
        Assert.Empty(pages.Renamed);
    }

    [Fact]
    public async Task Without_a_redirect_of_its_own_an_action_leads_back_to_its_page()
    {
        var (server, pages, browser) = await BookingVisit.StartAsync();
        await using var _ = server;

        await browser.SubmitAsync("rename2", ("name", "Bo"));

        Assert.Equal((HttpStatusCode.SeeOther, BookingVisit.Book), (browser.Status, browser.Location));
        Assert.Equal([2], pages.Renamed);
    }

    [Fact]
    public async Task Results_are_answers_of_their_own()
    {
        var (server, pages, browser) = await BookingVisit.StartAsync();
        await using var _ = server;

        pages.Answer = () => Results.Redirect("/done");
        await browser.SubmitAsync("booking", BookingVisit.Right);
        Assert.Equal((HttpStatusCode.SeeOther, "/done"), (browser.Status, browser.Location));

        await browser.GoAsync(BookingVisit.Book);
        pages.Answer = () => Results.ValidationProblem(new Dictionary<string, string[]> { ["day"] = ["We are closed."] });
        await browser.SubmitAsync("booking", BookingVisit.Right);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "We are closed."), (browser.Status, browser.Error("Day")));

        pages.Answer = () => Results.NotFound();
        await browser.SubmitAsync("booking", BookingVisit.Right);
        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
    }

    [Fact]
    public async Task A_page_with_a_form_may_still_be_kept_for_the_way_back()
    {
        var (server, _, _) = await BookingVisit.StartAsync();
        await using var _1 = server;

        using var page = await server.SendAsync(HttpMethod.Get, BookingVisit.Book, null);

        Assert.Equal("no-cache, private", string.Join(", ", page.Headers.GetValues("Cache-Control").SelectMany(v => v.Split(", ")).Order()));
    }

    public sealed record Photo(string Title, IFormFile File, IReadOnlyList<IFormFile> More);

    [Fact]
    public async Task Files_are_posted_with_their_form_within_the_limits_of_the_action()
    {
        string? got = null;
        async Task Take(Photo photo)
        {
            using var reader = new StreamReader(photo.File.OpenReadStream());
            got = $"{photo.Title} {photo.File.FileName} {await reader.ReadToEndAsync()} {photo.More.Count}";
        }
        var (server, _, browser) = await BookingVisit.StartAsync((app, _) =>
        {
            app.MapLiveView("/photo", () =>
            {
                Form([Input(name: "Title"), Input(type: "file", name: "File"), FieldError("File")], id: "booking", onsubmit: Callback(Take, This));
            }).AllowAnonymous();
            app.MapAction("/photo/take", Take).WithUploads(maxBytes: 10).AllowAnonymous();
        });
        await using var _1 = server;

        await browser.GoAsync("/photo");
        await browser.PostAsync("booking", Multipart(browser, "far too long"));
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, null), (browser.Status, got));
        Assert.Contains("too large", browser.Error("File"), StringComparison.Ordinal);

        await browser.PostAsync("booking", Multipart(browser, "hello"));
        Assert.Equal((HttpStatusCode.SeeOther, "T a.txt hello 0"), (browser.Status, got));

        await browser.GoAsync("/photo");
        await browser.SubmitAsync("booking", ("File", ""));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "This is required."), (browser.Status, browser.Error("File")));
    }

    static MultipartFormDataContent Multipart(PlainBrowser browser, string text)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in browser.Fields("booking", ("File", null), ("Title", "T")))
            content.Add(new StringContent(value), name);
        content.Add(new StringContent(text), "File", "a.txt");
        return content;
    }
}
