using System.Buffers.Text;
using System.Diagnostics;

namespace LiveGen.Load.Clients;

/// <summary>What arrives during one measurement: who counts, how long it took, and when a send is complete.</summary>
sealed class Deliveries
{
    /// <summary>Bytes of a stamp.</summary>
    public const int StampBytes = 31;

    int[] _arrived = [];
    long[] _ticks = [];
    int _members;
    int _next;
    int _complete;
    int _noted;
    Action<int>? _send;
    TaskCompletionSource _done = new();
    volatile bool _lost;

    /// <summary>Lets <paramref name="sends"/> messages be sent, each as soon as one of those in flight has reached everyone.</summary>
    public async Task RunAsync(int sends, int members, int inFlight, Action<int> send, TimeSpan patience)
    {
        (_arrived, _ticks, _members, _send) = (new int[sends], new long[sends * members], members, send);
        (_next, _complete, _noted) = (0, 0, 0);
        _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_lost)
            Lost();
        for (var i = 0; i < Math.Min(inFlight, sends); i++)
            SendNext();
        try
        {
            await _done.Task.WaitAsync(patience);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{_noted} of {sends * members} deliveries came, {_complete} of {sends} sends are complete.", e);
        }
    }

    /// <summary>Milliseconds that this part of the deliveries took at most.</summary>
    public double Percentile(double part)
    {
        Array.Sort(_ticks, 0, _noted);
        return Stopwatch.GetElapsedTime(0, _ticks[(int)((_noted - 1) * part)]).TotalMilliseconds;
    }

    /// <summary>Notes one message at one socket; called by many threads.</summary>
    public void Note(ReadOnlySpan<byte> stamp)
    {
        var now = Stopwatch.GetTimestamp();
        if (!Utf8Parser.TryParse(stamp.Slice(1, 8), out int number, out _) || !Utf8Parser.TryParse(stamp.Slice(10, 20), out long sent, out _))
            throw new InvalidDataException("A message without a readable stamp arrived.");
        _ticks[Interlocked.Increment(ref _noted) - 1] = now - sent;
        if (Interlocked.Increment(ref _arrived[number]) < _members)
            return;
        if (Interlocked.Increment(ref _complete) == _arrived.Length)
            _done.TrySetResult();
        else
            SendNext();
    }

    /// <summary>A socket was lost: the measurement fails rather than waiting for it.</summary>
    public void Lost()
    {
        _lost = true;
        _done.TrySetException(new IOException("A socket was closed by the server."));
    }

    void SendNext()
    {
        var number = Interlocked.Increment(ref _next) - 1;
        if (number < _arrived.Length)
            _send!(number);
    }
}
