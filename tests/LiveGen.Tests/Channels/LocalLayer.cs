using System.Text;
using LiveGen.Channels;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveGen.Tests.Channels;

/// <summary>The channels of one process with a clock of their own, and short words for tests.</summary>
sealed class LocalLayer : IDisposable
{
    public const ulong Epoch = 7;

    readonly HistoryKeeper _keeper;

    public LocalLayer(LiveGenOptions? options = null)
    {
        Options = options ?? new LiveGenOptions();
        _keeper = new HistoryKeeper(Options, Time);
        Channels = new LocalChannels(NullLogger.Instance, _keeper, new Numbering(Epoch));
    }

    public ManualTimeProvider Time { get; } = new();

    public LiveGenOptions Options { get; }

    public LocalChannels Channels { get; }

    /// <summary>Memory of all histories.</summary>
    public long HistoryBytes => _keeper.Bytes;

    public GroupPosition Position => Channels.Numbering.Position;

    public static GroupPosition At(long number) => new(Epoch, number);

    public RecordingReceiver Open(string name, string? group = null, Action<ChannelMessage>? onDeliver = null)
    {
        var receiver = new RecordingReceiver { OnDeliver = onDeliver };
        Channels.Open(name, receiver);
        if (group is not null)
            Channels.Add(group, name);
        return receiver;
    }

    public void Send(string group, params IEnumerable<string> texts)
    {
        foreach (var text in texts)
            Channels.DeliverToGroup(group, Encoding.UTF8.GetBytes(text));
    }

    public void SendTo(string channel, string text) => Channels.DeliverToChannel(channel, Encoding.UTF8.GetBytes(text));

    /// <summary>As long as it takes for everything that is old enough to be forgotten.</summary>
    public void Age()
    {
        Time.Advance(Options.HistoryAge * 1.2);
        Time.Advance(Options.HistoryAge * 1.2); // groups whose last messages went in the first step
    }

    public void Dispose() => _keeper.Dispose();
}
