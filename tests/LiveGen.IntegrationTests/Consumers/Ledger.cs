using System.Threading.Channels;

namespace LiveGen.IntegrationTests.Consumers;

/// <summary>What consumers tell the test, in order.</summary>
sealed class Ledger
{
    readonly Channel<string> _entries = Channel.CreateUnbounded<string>();

    public void Add(string entry) => _entries.Writer.TryWrite(entry);

    public async Task<string> NextAsync()
    {
        using var limit = new CancellationTokenSource(PageSocket.Patience);
        return await _entries.Reader.ReadAsync(limit.Token);
    }

    public bool IsEmpty => !_entries.Reader.TryPeek(out _);
}
