using LiveGen.Consumers;
using Xunit;

namespace LiveGen.IntegrationTests.Consumers;

/// <summary>A consumer renders a template that awaits, and its own verbs stay its own.</summary>
public sealed class AwaitingTemplateTests
{
    sealed class Loading : LiveGenWebSocketConsumer
    {
        protected override async ValueTask ReceiveCallbackAsync(CallbackArguments args, CancellationToken cancellationToken)
        {
            SetTitle("collected");
            await SendCommandsAsync(await RenderAsync(async () =>
            {
                P("before");
                await Task.Yield();
                P("after");
            }, target: "list"), cancellationToken);
            SetTitle("collected too");
        }
    }

    [Fact]
    public async Task Elements_before_and_after_the_await_are_one_morph()
    {
        await using var server = await SocketServer.StartAsync<Loading>();
        using var page = await server.OpenAsync();

        await page.CallAsync("""["callback",1,null,[]]""");

        Assert.Equal("""["commands",[["livegen.morph","list","<p>before</p><p>after</p>"]]]""", await page.ReceiveAsync());
        Assert.Equal("""["commands",[["livegen.title","collected"],["livegen.title","collected too"]]]""", await page.ReceiveAsync());
    }
}
