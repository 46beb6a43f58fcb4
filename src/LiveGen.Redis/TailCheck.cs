using System.Threading.Channels;
using LiveGen.Channels;

namespace LiveGen.Redis;

/// <summary>
/// When messages on the bus were missed, nobody knows whose they were: every group and channel here is compared with where it
/// stands in Redis, and filled. A gap that a later message shows is filled without it; this finds the one at the end.
/// </summary>
internal sealed class TailCheck : IAsyncDisposable
{
    readonly LocalChannels _local;
    readonly HistoryReader _reader;
    readonly GapFiller _gaps;
    readonly TimeSpan _again;
    readonly TimeProvider _time;
    readonly CancellationTokenSource _stopping = new();
    readonly Channel<bool> _requests = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    readonly Task _running;

    public TailCheck(LocalChannels local, HistoryReader reader, GapFiller gaps, TimeSpan again, TimeProvider time)
    {
        (_local, _reader, _gaps, _again, _time) = (local, reader, gaps, again, time);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Compares soon; a second request before that is the same one.</summary>
    public void Request() => _requests.Writer.TryWrite(true);

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested)
            return;
        await _stopping.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
    }

    async Task RunAsync()
    {
        await foreach (var _ in _requests.Reader.ReadAllAsync(_stopping.Token))
        {
            try
            {
                await CompareAsync();
            }
            catch (ChannelLayerException)
            {
                await Task.Delay(_again, _time, _stopping.Token);
                Request();
            }
        }
    }

    async Task CompareAsync()
    {
        // What is beyond has not been missed: it is still to come over the bus, or the bus will show that it is not.
        var heard = _local.Numbering.Position;
        var known = _local.Known().ToList();
        var lasts = await _reader.ReadLastAsync([.. known.Select(group => (group.Name, group.IsChannel))], _stopping.Token);
        for (var i = 0; i < known.Count; i++)
            if (lasts[i] is var (epoch, last) && epoch == heard.Epoch && last > known[i].Last && last <= heard.Number &&
                _local.TryBeginFill(known[i].Name, known[i].IsChannel))
                _gaps.Begin(known[i].Name, known[i].IsChannel);
    }
}
