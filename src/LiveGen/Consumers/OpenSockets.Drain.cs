namespace LiveGen.Consumers;

// The end of the process: no new sockets, and pages that are asked to move.
sealed partial class OpenSockets
{
    // Frames sent between two breaths, so that the rest of the process goes on. One costs about a microsecond.
    const int DrainBatch = 500;

    readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile DrainNotice? _drain;

    sealed record DrainNotice(ReadOnlyMemory<byte> Frame);

    /// <summary>Whether the process gives its sockets away: it takes no new ones and is not ready.</summary>
    public bool IsDraining => _drain is not null;

    /// <summary>What tells a page to move; empty when pages are not asked.</summary>
    public ReadOnlyMemory<byte> DrainFrame => _drain?.Frame ?? default;

    /// <summary>Completes when the process takes no more sockets and the last one is gone, its consumer told.</summary>
    public Task Gone => _gone.Task;

    /// <summary>Lets no new socket in; one that is being opened is asked to move once its page can understand it.</summary>
    public void TakeNoMore(ReadOnlyMemory<byte> drainFrame)
    {
        _drain ??= new DrainNotice(drainFrame);
        NoteGone();
    }

    /// <summary>Asks the pages of all open sockets to move.</summary>
    public async Task AskToMoveAsync()
    {
        var asked = 0;
        foreach (var (connection, _) in _open)
        {
            connection.AskToMove();
            if (++asked % DrainBatch == 0)
                await Task.Yield();
        }
    }

    void NoteGone()
    {
        if (_open.IsEmpty)
            _gone.TrySetResult();
    }
}
