using System.Text;
using System.Threading.Channels;
using LiveGen.Channels;

namespace LiveGen.Tests.Channels;

/// <summary>Keeps what it gets, as text; a test awaits the next one instead of sleeping.</summary>
public sealed class RecordingReceiver : IChannelReceiver
{
    /// <summary>How long a test waits for what must come; reached only by a test that fails.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    readonly Channel<ChannelMessage> _messages = Channel.CreateUnbounded<ChannelMessage>();

    /// <summary>Runs inside the fan-out, before the message is kept.</summary>
    public Action<ChannelMessage>? OnDeliver { get; init; }

    public void Deliver(ChannelMessage message)
    {
        OnDeliver?.Invoke(message);
        _messages.Writer.TryWrite(message);
    }

    /// <summary>Kept in order with the messages, as "lost: GROUP".</summary>
    public void Lost(string group) =>
        _messages.Writer.TryWrite(new ChannelMessage(group, Encoding.UTF8.GetBytes("lost: " + group)));

    public Task<ChannelMessage> NextMessageAsync() => _messages.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    public async Task<string> NextAsync() => Text(await NextMessageAsync());

    public async Task<List<string>> NextAsync(int count)
    {
        var texts = new List<string>(count);
        while (texts.Count < count)
            texts.Add(await NextAsync());
        return texts;
    }

    /// <summary>What has come and was not read yet.</summary>
    public List<string> Drain()
    {
        var texts = new List<string>();
        while (_messages.Reader.TryRead(out var message))
            texts.Add(Text(message));
        return texts;
    }

    public static string Text(ChannelMessage message) => Encoding.UTF8.GetString(message.Payload.Span);
}
