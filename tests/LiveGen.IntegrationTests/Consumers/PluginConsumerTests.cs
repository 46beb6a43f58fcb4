using System.Text.Json;
using LiveGen.Consumers;
using LiveGen.Templates;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace LiveGen.IntegrationTests.Consumers;

/// <summary>Plugins and errors of what a consumer does.</summary>
public sealed class PluginConsumerTests
{
    public sealed record Tell(string Text, bool Leave = false);

    sealed class Teller : LiveGenWebSocketConsumer, IReceive<Tell>
    {
        public ValueTask ReceiveAsync(Tell message, CancellationToken cancellationToken)
        {
            Verbs.SetTitle("half done");
            if (message.Text == "fail")
                throw new InvalidOperationException("secret");
            Verbs.Flash(message.Text, FlashKind.Error);
            if (message.Leave)
                Verbs.Redirect("/next");
            return default;
        }
    }

    static Task<SocketServer> StartAsync(string environment = "Production", bool toasts = true) => SocketServer.StartAsync<Teller>(build: builder =>
    {
        if (toasts)
            builder.Services.AddLiveGen().AddToasts();
    }, environment: environment);

    static async Task<string> CallAsync(SocketServer server, string args)
    {
        using var page = await server.OpenAsync();
        await page.CallAsync($"""["callback",1,"Tell",{args}]""");
        return await page.ReceiveAsync();
    }

    [Fact]
    public async Task A_message_is_shown_behind_the_commands_of_the_call()
    {
        await using var server = await StartAsync();

        Assert.Equal(
            """["commands",[["livegen.title","half done"],["livegen.append","livegen-toasts-alert","<div data-livegen-toast=\"error\">Hi</div>"]]]""",
            await CallAsync(server, """["Hi"]"""));
    }

    [Theory]
    [InlineData(true, """["Hi",true]""", "Flash is called in a consumer that leads its page away (Redirect, Reload), so nobody would see the message. Redirect from an action")]
    [InlineData(false, """["Hi"]""", "Flash is called in a consumer, and nothing shows its messages. Add builder.Services.AddLiveGen().AddToasts();")]
    public async Task A_message_that_nobody_would_see_is_an_error(bool toasts, string args, string message)
    {
        await using var server = await StartAsync("Development", toasts);

        Assert.Contains(message, JsonElement.Parse(await CallAsync(server, args))[2].GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_sends_nothing_of_the_call_and_in_development_what_failed_and_where()
    {
        await using var server = await StartAsync("Development");

        var ack = JsonElement.Parse(await CallAsync(server, """["fail"]"""));

        Assert.Equal("ack", ack[0].GetString());
        var detail = ack[2].GetProperty("detail").GetString()!.Split('\n');
        Assert.Equal("System.InvalidOperationException: secret", detail[0]);
        Assert.Matches(@"PluginConsumerTests\.cs:\d+$", detail[1]);
        Assert.Equal("""throw new InvalidOperationException("secret");""", detail[2]);
        Assert.Equal("in Teller, the message Tell", detail[3]);
    }

    [Fact]
    public async Task In_production_the_page_learns_an_id_and_nothing_else()
    {
        await using var server = await StartAsync();

        Assert.Matches("""^\["ack",1,\{"status":"failed","error":"[0-9a-f]{16}"\}\]$""", await CallAsync(server, """["fail"]"""));
    }
}
