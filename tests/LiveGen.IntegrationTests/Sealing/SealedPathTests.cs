using Xunit;

namespace LiveGen.IntegrationTests.Sealing;

/// <summary>A URL is sealed when it is written and checked when it is called: both must be the same text, whatever stands in it.</summary>
public sealed class SealedPathTests
{
    [Theory]
    [InlineData("7", null)]
    [InlineData("a b", "c d")]
    [InlineData("100%", "100%")]
    [InlineData("%41", "%41")]
    [InlineData("%2F", "%2F")]
    [InlineData("a/b", "a/b")]
    [InlineData("a+b", "a+b")]
    [InlineData("a'b\"c<d>&e", "a'b\"c<d>&e=f?g#h")]
    [InlineData("Ä日本🎉", "Ä日本🎉")]
    [InlineData("a:b;c@d,e=f$g!h*i(j)", "k")]
    [InlineData("~a_b.c-d", "~a_b.c-d")]
    [InlineData("{a}|b^c`d\\e", "{a}|b^c`d\\e")]
    public async Task Route_values_and_queries_of_any_text(string room, string? view)
    {
        await using var server = await Desk.StartAsync();
        var query = view is null ? "" : $"?view={Uri.EscapeDataString(view)}";
        foreach (var under in new[] { "", "/base" })
        {
            var page = await RenderedPage.GetAsync(server, $"{under}/desk/{Uri.EscapeDataString(room)}{query}");
            Assert.StartsWith($"{under}/ws/desk/", page.Callbacks[0].To, StringComparison.Ordinal);
            using var socket = await page.OpenAsync(server);

            await socket.SendAsync(page.Callbacks[0].Frame());

            Assert.Equal("""["ack",1]""", await socket.ReceiveAsync());
            Assert.Equal("deleted 42 typed", await server.Ledger.NextAsync());
        }
    }

    [Fact]
    public async Task A_page_under_a_base_path_may_call_where_a_proxy_has_taken_it_away()
    {
        await using var server = await Desk.StartAsync();
        var page = await RenderedPage.GetAsync(server, "/base/desk/a%20b");
        using var socket = await page.OpenAsync(server, path: "/ws/desk/a%20b");

        await socket.SendAsync(page.Callbacks[0].Frame());

        Assert.Equal("""["ack",1]""", await socket.ReceiveAsync());
    }
}
