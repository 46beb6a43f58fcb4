using System.Net.Sockets;
using LiveGen.Channels;
using LiveGen.Faults.Ledgers;
using LiveGen.Faults.Nodes;

namespace LiveGen.Faults.Running;

/// <summary>Sends one message.</summary>
delegate ValueTask Send(string group, long number, CancellationToken cancellationToken);

/// <summary>The only publisher of a group: saves the state, sends, and goes on when it knows what became of the send.</summary>
sealed class Publisher(SendBook book, AppState state, Send send, double perSecond)
{
    // Longer than any limit of the layer's: what hangs beyond it is a fault of its own.
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    /// <summary>Sends that did not end within their time: none may.</summary>
    public int Hung { get; private set; }

    /// <summary>What was thrown last.</summary>
    public string? LastError { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        using var timer = Timer();
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                await SendOneAsync();
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
    }

    /// <summary>Sends a last message, as often as it takes until one is acknowledged.</summary>
    public async Task SendLastAsync(CancellationToken patience)
    {
        using var timer = Timer();
        while (!await SendOneAsync())
            await timer.WaitForNextTickAsync(patience);
    }

    PeriodicTimer Timer() => new(TimeSpan.FromSeconds(1 / perSecond));

    async Task<bool> SendOneAsync()
    {
        var number = book.Begin();
        state[book.Group] = number;
        using var limit = new CancellationTokenSource(s_patience);
        try
        {
            await send(book.Group, number, limit.Token).AsTask().WaitAsync(limit.Token);
            book.Acknowledge(number);
            return true;
        }
        // HttpClient lets the socket's own error through when a node dies right after it has accepted.
        catch (Exception e) when (e is ChannelLayerException or HttpRequestException or SocketException or IOException or OperationCanceledException)
        {
            Hung += e is OperationCanceledException ? 1 : 0;
            LastError = e.Message;
            return false;
        }
    }
}
