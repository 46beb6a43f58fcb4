using LiveGen.Consumers;
using Xunit;

namespace LiveGen.IntegrationTests.Consumers;

public sealed class UntypedConsumerTests
{
    sealed class UntypedConsumer : LiveGenWebSocketConsumer, IReceive<Say>
    {
        protected override ValueTask ReceiveCallbackAsync(CallbackArguments args, CancellationToken cancellationToken)
        {
            SetTitle($"{args.Count} {args.Get<string>(0)} {args.Get<int>(1)} {Meta}");
            return default;
        }

        public ValueTask ReceiveAsync(Say message, CancellationToken cancellationToken)
        {
            SetTitle($"{message.Text} {Meta.ValueKind}");
            return default;
        }
    }

    [Theory]
    [InlineData("""["callback",1,null,["a","2"],{"row":3}]""", """["commands",[["livegen.title","2 a 2 {\"row\":3}"]]]""")]
    [InlineData("""["callback",1,"Say",["typed"]]""", """["commands",[["livegen.title","typed Undefined"]]]""")]
    [InlineData("""["callback",1,null,["a"]]""", """["ack",1,{"status":"invalid","errors":{"1":["This is missing: the callback has 1 arguments."]}}]""")]
    [InlineData("""["callback",1,null,["a",{}]]""", """["ack",1,{"status":"invalid","errors":{"1":["This must be a whole number from -2147483648 to 2147483647."]}}]""")]
    public async Task Untyped_arguments_are_read_by_position(string callback, string answer)
    {
        await using var server = await SocketServer.StartAsync<UntypedConsumer>();
        using var page = await server.OpenAsync();

        await page.CallAsync(callback);

        Assert.Equal(answer, await page.ReceiveAsync());
    }
}
