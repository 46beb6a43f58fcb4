using System.Security.Cryptography;
using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Uploads;

/// <summary>Somebody sends photos. (What the runtime does in each case stands in the client's own tests.)</summary>
public sealed class UploadTests(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task Small_files_arrive_and_the_field_is_empty_again()
    {
        var site = Keep(await UploadSite.StartAsync());
        var visitor = await ArriveAsync();
        await visitor.GoAsync(site.Url);

        await visitor.Locator("#photo").SetInputFilesAsync([Text("a.txt", 10), Text("b.txt", 200_000)]);
        await visitor.Locator("#send").ClickAsync();

        await Expect(visitor.Locator("#saved")).ToHaveTextAsync("a.txt 10b.txt 200000");
        await Expect(visitor.Locator("#photo")).ToHaveValueAsync("");
        Assert.Equal(200_010, await visitor.Page.EvaluateAsync<int>("document.getElementById('photo-progress').value"));
        Assert.Equal(["a.txt", "b.txt"], site.Saved.Select(file => file.Name));
    }

    [Fact]
    public async Task A_big_file_arrives_whole_although_its_connection_is_cut_within_a_piece()
    {
        var site = Keep(await UploadSite.StartAsync());
        var proxy = Keep(new CuttingProxy(site.Url));
        var visitor = await ArriveAsync();
        visitor.ExpectTrouble();
        await visitor.GoAsync(proxy.Url);
        var photo = Text("a.txt", 2_000_000);
        proxy.CutAfter(700_000);

        await visitor.Locator("#photo").SetInputFilesAsync(photo);
        await visitor.Locator("#send").ClickAsync();

        await Expect(visitor.Locator("#saved")).ToHaveTextAsync("a.txt 2000000");
        Assert.Equal(1, proxy.Cuts);
        Assert.Equal(photo.Buffer, Assert.Single(site.Saved).Content);
        Assert.Empty(site.Files);
    }

    [Fact]
    public async Task What_the_action_does_not_take_is_said_at_the_field_in_the_servers_words()
    {
        var site = Keep(await UploadSite.StartAsync());
        var visitor = await ArriveAsync();
        await visitor.GoAsync(site.Url);

        async Task RefusedAsync(string text, params FilePayload[] files)
        {
            await visitor.Locator("#photo").SetInputFilesAsync(files);
            await visitor.Locator("#send").ClickAsync();
            await Expect(visitor.Locator("#photo:invalid")).ToBeVisibleAsync();
            Assert.Equal(text, await visitor.Page.EvaluateAsync<string>("document.getElementById('photo').validationMessage"));
        }

        await RefusedAsync("“a.txt” is too large: at most 4.7 MB.", Text("a.txt", 5_000_001));
        await RefusedAsync("Choose at most 2 files.", Text("a.txt", 1), Text("b.txt", 1), Text("c.txt", 1));
        await RefusedAsync("“a.html” is not of an accepted type: image/*,.txt.", Text("a.html", 1));
        // What only the server can see.
        visitor.ExpectTrouble();
        await RefusedAsync("“a.png” says it is a PNG image, but it is not.", new FilePayload { Name = "a.png", MimeType = "image/png", Buffer = [1] });
        Assert.Empty(site.Saved);
    }

    static FilePayload Text(string name, int size)
    {
        var content = new byte[size];
        RandomNumberGenerator.Fill(content);
        return new FilePayload { Name = name, MimeType = name.EndsWith(".html", StringComparison.Ordinal) ? "text/html" : "text/plain", Buffer = content };
    }
}
