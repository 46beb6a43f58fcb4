namespace LiveGen.Load.Clients;

/// <summary>One server with the sockets that are open to it.</summary>
sealed class Contestant : IDisposable
{
    const int ConnectedAtOnce = 50;
    const int FirstSockets = 200;
    static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    readonly Deliveries _deliveries = new();
    readonly List<Client> _clients = [];
    readonly ServerProcess _server;

    Contestant(Dialect dialect, ServerProcess server)
    {
        Dialect = dialect;
        _server = server;
    }

    public Dialect Dialect { get; }

    public static async Task<Contestant> StartAsync(Dialect dialect) => new(dialect, await ServerProcess.StartAsync(dialect.Name));

    /// <summary>Opens sockets; the first <see cref="LoadOptions.SmallGroup"/> of them are in the small group too.</summary>
    public async Task ConnectAsync(int count)
    {
        await VisitAsync(count);
        await OpenAsync();
    }

    public void Disconnect()
    {
        foreach (var client in _clients)
            client.Dispose();
        _clients.Clear();
    }

    /// <summary>What one open socket costs the server while nothing happens.</summary>
    public async Task<Idle> IdleAsync(int count)
    {
        // What the first sockets bring with them (code, pools, tables) belongs to none of them. Only a few: of the memory
        // that many leave behind, the collector keeps some, and the next ones would seem to cost nothing.
        await ConnectAsync(FirstSockets);
        Disconnect();
        await VisitAsync(count); // pages are no part of what a socket costs
        await Task.Delay(1000);
        var (memory, heap) = (await _server.AskAsync("memory"), await _server.AskAsync("heap"));
        await OpenAsync();
        await Task.Delay(1000);
        var idle = new Idle(
            (await _server.AskAsync("memory") - memory) / (double)count, (await _server.AskAsync("heap") - heap) / (double)count);
        Disconnect();
        return idle;
    }

    public async Task<Figures> MeasureAsync(Burst burst)
    {
        var before = await _server.AskAsync("cpu");
        await _deliveries.RunAsync(
            burst.Sends, burst.Members, burst.InFlight, number => _server.Tell($"send {Dialect.Groups}{burst.Group} {number}"), s_patience);
        var used = await _server.AskAsync("cpu") - before;
        return new Figures(used / 1e6 / burst.Deliveries * 100_000, _deliveries.Percentile(0.5), _deliveries.Percentile(0.99));
    }

    public void Dispose()
    {
        Disconnect();
        _server.Dispose();
    }

    Task VisitAsync(int count)
    {
        _clients.AddRange(Enumerable.Range(0, count).Select(_ => new Client(Dialect, _deliveries)));
        return ForEachAsync((client, query) => client.VisitAsync(_server.Port, query));
    }

    Task OpenAsync() => ForEachAsync((client, query) => client.ConnectAsync(_server.Port, query));

    async Task ForEachAsync(Func<Client, string, Task> act)
    {
        foreach (var some in _clients.Index().Chunk(ConnectedAtOnce))
            await Task.WhenAll(some.Select(one => act(one.Item, QueryOf(one.Index)))).WaitAsync(s_patience);
    }

    string QueryOf(int index) =>
        $"?groups={Dialect.Groups}all" + (index < LoadOptions.SmallGroup ? $",{Dialect.Groups}small" : "");
}

/// <summary>What is measured once.</summary>
sealed record Burst(string Group, int Members, int InFlight, int Sends)
{
    public int Deliveries => Members * Sends;
}

/// <param name="Cpu">The server's CPU seconds for 100,000 deliveries.</param>
/// <param name="P50">Milliseconds from the send to the client's read, for half of the deliveries.</param>
/// <param name="P99">The same for all but one in a hundred.</param>
sealed record Figures(double Cpu, double P50, double P99);

/// <param name="Memory">Bytes of the machine's memory.</param>
/// <param name="Heap">Bytes of live objects among them.</param>
sealed record Idle(double Memory, double Heap);
