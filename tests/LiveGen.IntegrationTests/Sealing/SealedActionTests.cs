using System.Net;
using System.Text;
using System.Text.Json;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.IntegrationTests.LiveViews;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.Sealing;

/// <summary>What a socket refuses, an action refuses with 409; its handler never runs.</summary>
public sealed class SealedActionTests : IAsyncLifetime
{
    readonly List<string> _done = [];
    readonly ManualTimeProvider _time = new();
    ActionServer _server = null!;

    void Page(int shelf)
    {
        using var body = Body().Open();
        Button("Delete", id: "delete", onclick: Callback(Delete, shelf, 42, This));
        Button("Archive", id: "archive", onclick: Callback(Archive, shelf, 42, This));
        Button("Share", id: "share", onclick: Callback(Share, shelf));
    }

    void Delete(int shelf, int dam, string note) => _done.Add($"deleted {dam} of {shelf} {note}");

    void Archive(int shelf, int dam, string note) => _done.Add($"archived {dam} of {shelf} {note}");

    CommandBatch Share(int shelf) => Live.Render(() => Append("list", Button("Delete", id: "shared", onclick: Callback(Delete, shelf, 7, This))));

    public async Task InitializeAsync() => _server = await ActionServer.StartAsync(
        app =>
        {
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapLiveView("/shelves/{shelf}", Page).AllowAnonymous();
            app.MapAction("/shelves/{shelf}/delete", Delete).AllowAnonymous();
            app.MapAction("/shelves/{shelf}/archive", Archive).AllowAnonymous();
            app.MapAction("/shelves/{shelf}/share", Share).AllowAnonymous();
        },
        services =>
        {
            services.AddSingleton<TimeProvider>(_time);
            services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderUser>("header", null);
        });

    public async Task DisposeAsync() => await _server.DisposeAsync();

    static (string, string)[] As(string? user) => user is null ? [] : [("X-User", user)];

    async Task<(HttpStatusCode Status, string Text)> PostAsync(string path, string frame, string? user = null)
    {
        using var content = new StringContent(frame, Encoding.UTF8, "application/json");
        using var response = await _server.SendAsync(HttpMethod.Post, path, content,
            [("LiveGen", "1"), ("Sec-Fetch-Site", "same-origin"), .. As(user)]);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    async Task RefusedAsync(string reason, string frame, string path = "/shelves/1/delete", string? user = null)
    {
        Assert.Equal((HttpStatusCode.Conflict, $$"""[["ack",7,{"status":"stale","reason":"{{reason}}"}]]"""), await PostAsync(path, frame, user));
        Assert.Empty(_done);
    }

    static string FrameOf(CallingPage page, string id = "delete") => page.Frame(page.Callback(id), "\"typed\"");

    [Fact]
    public async Task What_the_template_made_runs()
    {
        var page = await _server.PageAsync("/shelves/1");

        await page.CallAsync("delete", "\"typed\"");
        await page.CallAsync("archive", "\"x\"");

        Assert.Equal(["deleted 42 of 1 typed", "archived 42 of 1 x"], _done);
    }

    [Theory]
    [InlineData("[42,", "[43,")]
    [InlineData("[42,\"typed\"]", "[42]")]
    [InlineData("[42,\"typed\"]", "[42,\"typed\",null]")]
    [InlineData("7,null", "7,\"Delete\"")]
    [InlineData("1\",", "0\",")]
    [InlineData("1\",", "3\",")]
    public async Task Statement_23_a_changed_constant_number_name_or_mask_is_refused(string from, string to)
    {
        var frame = FrameOf(await _server.PageAsync("/shelves/1"));
        Assert.Contains(from, frame, StringComparison.Ordinal);

        await RefusedAsync("changed", frame.Replace(from, to, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/shelves/1/archive")]
    [InlineData("/shelves/2/delete")]
    [InlineData("/shelves/1/delete?dam=43")]
    public async Task Statement_23_another_action_route_value_or_query_is_refused(string path) =>
        await RefusedAsync("changed", FrameOf(await _server.PageAsync("/shelves/1")), path);

    [Fact]
    public async Task Statement_23_another_pages_seal_a_garbage_token_and_none_are_refused()
    {
        var (page, other) = (await _server.PageAsync("/shelves/1"), await _server.PageAsync("/shelves/1"));
        var own = JsonElement.Parse(FrameOf(page));
        var others = JsonElement.Parse(FrameOf(other));

        foreach (var token in new[] { others[6].GetRawText(), "\"garbage\"", "\"\"", "null" })
            await RefusedAsync("changed", $"[\"callback\",7,null,[42,\"typed\"],null,{own[5].GetRawText()},{token}]");
        await RefusedAsync("changed", $"[\"callback\",7,null,[42,\"typed\"],null,null,{own[6].GetRawText()}]");
    }

    [Theory]
    [InlineData("ada", "eve")]
    [InlineData("ada", null)] // after logout
    [InlineData(null, "ada")]
    public async Task Statement_24_another_user_and_the_same_page_after_logout_are_refused(string? renderedFor, string? calls)
    {
        var page = await _server.PageAsync("/shelves/1", As(renderedFor));

        await RefusedAsync("user", FrameOf(page), user: calls);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/shelves/1/delete", FrameOf(page), renderedFor)).Status);
    }

    [Fact]
    public async Task Statement_24_an_expired_page_is_refused()
    {
        var frame = FrameOf(await _server.PageAsync("/shelves/1"));

        _time.Advance(new LiveGenOptions().PageTokenLifetime);

        await RefusedAsync("expired", frame);
    }

    [Fact]
    public async Task What_is_rendered_for_several_pages_in_a_handler_may_be_called_from_each_and_opens_nothing_else()
    {
        var page = await _server.PageAsync("/shelves/1", As("ada"));
        var commands = (await page.CallAsync("share")).Commands.Select(command => JsonElement.Parse(command)).ToArray();
        Assert.Equal(["livegen.key", "livegen.append"], commands.Select(command => command[0].GetString()));
        var callback = Assert.Single(new RenderedPage(commands[1][2].GetString()!).Callbacks);
        Assert.Equal(commands[0][1].GetString(), callback.Key);
        var call = $"[\"callback\",7,null,[7,\"typed\"],null,\"{callback.Seal}\",{commands[0][2].GetRawText()}]";

        await RefusedAsync("changed", call.Replace("[7,", "[8,", StringComparison.Ordinal), user: "eve");
        await RefusedAsync("changed", call, "/shelves/1/archive", "eve");
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("/shelves/1/delete", call, "eve")).Status);
        Assert.Equal(["deleted 7 of 1 typed"], _done);
    }
}
