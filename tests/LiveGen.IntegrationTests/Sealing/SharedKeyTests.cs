using System.Text.Json;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.Wire;
using Microsoft.AspNetCore.DataProtection;
using Xunit;

namespace LiveGen.IntegrationTests.Sealing;

/// <summary>HTML that goes to several pages is sealed by a key that all of them get, ahead of it.</summary>
public sealed class SharedKeyTests
{
    // A consumer's commands and its ack, or a group's commands ahead of the ack.
    static async Task<string> CommandsAsync(PageSocket socket, string how)
    {
        await socket.CallAsync($$"""["callback",1,"More",["{{how}}"]]""");
        var frame = await socket.ReceiveAsync();
        Assert.Equal("""["ack",1]""", await socket.ReceiveAsync());
        return frame;
    }

    static (string Id, string Token) KeyOf(string frame)
    {
        using var json = JsonDocument.Parse(frame);
        string[] names = [.. json.RootElement[1].EnumerateArray().Select(command => command[0].GetString()!)];
        Assert.Equal("livegen.key", names[0]);
        Assert.Single(names, "livegen.key");
        var key = json.RootElement[1][0];
        return (key[1].GetString()!, key[2].GetString()!);
    }

    [Theory]
    [InlineData("render", 42)]
    [InlineData("live", 7)]
    [InlineData("async", 7)]
    public async Task Every_page_of_the_group_may_call_what_was_rendered_once(string how, int constant)
    {
        var ring = new EphemeralDataProtectionProvider();
        await using var server = await Desk.StartAsync(ring);
        await using var second = await Desk.StartAsync(ring);
        using var sender = await server.OpenAsync("/ws/desk/7");
        using var other = await server.OpenAsync("/ws/desk/7", headers => headers.Add("X-User", "ada"));
        using var elsewhere = await second.OpenAsync("/ws/desk/7");

        var frame = await CommandsAsync(sender, how);
        Assert.Equal(frame, await other.ReceiveAsync());
        var (id, token) = KeyOf(frame);
        var callback = RenderedPage.OfFrame(frame).Callbacks[0];

        Assert.Equal(id, callback.Key);
        foreach (var (socket, ledger) in new[] { (sender, server.Ledger), (other, server.Ledger), (elsewhere, second.Ledger) })
        {
            await socket.SendAsync(callback.Frame(2, token: token));
            Assert.Equal("""["ack",2]""", await socket.ReceiveAsync());
            Assert.Equal($"deleted {constant} typed", await ledger.NextAsync());
        }
    }

    [Fact]
    public async Task Statement_23_it_opens_nothing_else()
    {
        await using var server = await Desk.StartAsync();
        using var socket = await server.OpenAsync("/ws/desk/7");
        using var otherRoom = await server.OpenAsync("/ws/desk/8");
        var frame = await CommandsAsync(socket, "render");
        var (_, token) = KeyOf(frame);
        Assert.Equal(frame, await otherRoom.ReceiveAsync());
        var callback = RenderedPage.OfFrame(frame).Callbacks[0];

        foreach (var (page, call) in new[]
        {
            (socket, callback.Frame(2, token: token).Replace("[42", "[43", StringComparison.Ordinal)),
            (socket, callback.Frame(2, token: token).Replace("Delete", "Archive", StringComparison.Ordinal)),
            (socket, callback.Frame(2)), // the page's key did not seal it
            (otherRoom, callback.Frame(2, token: token)),
        })
        {
            await page.SendAsync(call);
            Assert.Equal("""["ack",2,{"status":"stale","reason":"changed"}]""", await page.ReceiveAsync());
        }
        Assert.True(server.Ledger.IsEmpty);
    }

    [Fact]
    public async Task Statement_24_it_expires_and_is_another_one_after_an_hour()
    {
        await using var server = await Desk.StartAsync();
        string token, call;
        using (var socket = await server.OpenAsync("/ws/desk/7"))
        {
            var frame = await CommandsAsync(socket, "render");
            (_, token) = KeyOf(frame);
            call = RenderedPage.OfFrame(frame).Callbacks[0].Frame(2, token: token);
        }
        server.Time.Advance(new LiveGenOptions().PageTokenLifetime);
        using var late = await server.OpenAsync("/ws/desk/7");

        await late.SendAsync(call);

        Assert.Equal("""["ack",2,{"status":"stale","reason":"expired"}]""", await late.ReceiveAsync());
        Assert.NotEqual(token, KeyOf(await CommandsAsync(late, "render")).Token);
    }

    [Fact]
    public async Task What_a_consumer_collects_for_its_own_page_is_sealed_by_the_pages_key()
    {
        await using var server = await Desk.StartAsync();
        using var socket = await server.OpenAsync("/ws/desk/7");

        var frame = await CommandsAsync(socket, "me");
        var callback = RenderedPage.OfFrame(frame).Callbacks[0];

        Assert.Null(callback.Key);
        Assert.DoesNotContain("livegen.key", frame, StringComparison.Ordinal);
        await socket.SendAsync(callback.Frame(2));
        Assert.Equal("""["ack",2]""", await socket.ReceiveAsync());
        Assert.Equal("deleted 7 typed", await server.Ledger.NextAsync());
    }

    [Fact]
    public async Task An_intervals_callback_is_sealed_too()
    {
        await using var server = await Desk.StartAsync();
        using var socket = await server.OpenAsync("/ws/desk/7");

        using var json = JsonDocument.Parse(await CommandsAsync(socket, "interval"));
        await socket.SendAsync(RenderedPage.Read(json.RootElement[1][0][3].GetRawText()).Frame(2));

        Assert.Equal("""["ack",2]""", await socket.ReceiveAsync());
        Assert.Equal("deleted 1 tick", await server.Ledger.NextAsync());
    }
}
