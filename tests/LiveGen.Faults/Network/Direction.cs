using System.Threading.Channels;

namespace LiveGen.Faults.Network;

/// <summary>One direction of a proxy: its fault, which may change at any time, and what has passed.</summary>
sealed class Direction
{
    volatile Fault _fault = Fault.Pass;
    readonly Channel<Fault> _held = Channel.CreateUnbounded<Fault>();
    volatile TaskCompletionSource _open = Opened();
    long _bytes;

    /// <summary>What happens to bytes from now on.</summary>
    public Fault Fault
    {
        get => _fault;
        set
        {
            _fault = value;
            if (value != Fault.Stall)
                _open.TrySetResult();
            else if (_open.Task.IsCompleted)
                _open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Changes the bytes of new connections; each gets a filter of its own.</summary>
    public Func<IStreamFilter>? NewFilter { get; set; }

    /// <summary>How many bytes have been given on.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Waits while the direction is stalled.</summary>
    public Task OpenAsync(CancellationToken stop)
    {
        var open = _open.Task;
        if (!open.IsCompleted)
            _held.Writer.TryWrite(_fault);
        return open.WaitAsync(stop);
    }

    /// <summary>Waits until one connection more has come upon a stall, and so forwards nothing of what it has.</summary>
    public async Task HeldAsync(CancellationToken stop) => await _held.Reader.ReadAsync(stop);

    public void Count(int bytes) => Interlocked.Add(ref _bytes, bytes);

    static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }
}

/// <summary>Sees the bytes of one direction of one connection, in order, and says which go on.</summary>
interface IStreamFilter
{
    /// <summary>What goes on now; the rest is kept or dropped.</summary>
    ReadOnlyMemory<byte> Pass(ReadOnlyMemory<byte> bytes);
}
