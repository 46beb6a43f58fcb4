namespace Chat.Echo;

/// <summary>Returns what it receives to the sender only; its arguments come as they are, without a message type.</summary>
sealed class EchoConsumer : LiveGenWebSocketConsumer
{
    protected override ValueTask ReceiveCallbackAsync(CallbackArguments args, CancellationToken ct)
    {
        Append("echoes", Li(args.Get<string>(0)));
        return default;
    }
}
