using System.Collections.Concurrent;
using LiveGen.BrowserTests.Browsing;
using Xunit;

namespace LiveGen.BrowserTests.Dams;

/// <summary>What the map of dams lies on.</summary>
public sealed class BaseMapTests(Chromium chromium) : DamTest(chromium)
{
    const string Tiles = "https://tile.openstreetmap.org/";

    // One transparent pixel.
    static readonly byte[] s_tile = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=");

    DamServer? _server;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Tiles_of_OpenStreetMap_are_asked_for_when_they_are_wanted_and_nothing_else_from_elsewhere(bool isWanted)
    {
        _server = new DamServer { OpenStreetMap = isWanted };
        await _server.StartAsync();
        var bob = await ArriveAsync();
        var asked = new ConcurrentQueue<string>();
        bob.Page.Request += (_, request) =>
        {
            if (new Uri(request.Url) is { IsLoopback: false, Scheme: "http" or "https" })
                asked.Enqueue(request.Url);
        };
        var shown = new TaskCompletionSource();
        bob.Page.RequestFinished += (_, request) =>
        {
            if (request.Url.StartsWith(Tiles, StringComparison.Ordinal))
                shown.TrySetResult(); // the policy let it through
        };
        await bob.Page.RouteAsync(Tiles + "**", route => route.FulfillAsync(new()
        {
            BodyBytes = s_tile, ContentType = "image/png", Headers = new Dictionary<string, string> { ["Access-Control-Allow-Origin"] = "*" },
        }));

        await SignInAsync(bob, _server, "viewer");
        await bob.ConnectedAsync();
        await Expect(bob.Locator("dam-map canvas").First).ToBeVisibleAsync();
        if (isWanted)
            await shown.Task.WaitAsync(TimeSpan.FromSeconds(20));

        await Expect(bob.Locator(".attribution")).ToContainTextAsync(isWanted ? "OpenStreetMap contributors" : "Natural Earth");
        Assert.All(asked, url => Assert.StartsWith(Tiles, url, StringComparison.Ordinal));
        Assert.Equal(isWanted, !asked.IsEmpty);
    }
}
