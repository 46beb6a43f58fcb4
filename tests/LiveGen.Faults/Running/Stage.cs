using System.Diagnostics;
using LiveGen.Faults.Ledgers;
using LiveGen.Faults.Network;
using LiveGen.Faults.Nodes;
using LiveGen.IntegrationTests.Redis;

namespace LiveGen.Faults.Running;

/// <summary>Redis, nodes, and the networks between them: what a scenario breaks.</summary>
sealed class Stage : IAsyncDisposable
{
    // As a load balancer does, which is told nothing.
    static readonly TimeSpan s_asksEvery = TimeSpan.FromMilliseconds(200);

    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("livegen-faults-");
    readonly List<string> _failures = [];
    readonly List<string> _notes = [];
    readonly List<ProgramProcess> _kept = [];
    Worker? _worker;
    HttpClient? _http;

    Stage(Setup setup, int seed)
    {
        (Setup, Random) = (setup, new Random(seed));
        State = new AppState(Path.Combine(_directory.FullName, "state"));
        Ledger = new Ledger(setup.GroupNames);
    }

    public Setup Setup { get; }

    public Random Random { get; }

    public AppState State { get; }

    public Ledger Ledger { get; }

    /// <summary>Null in memory.</summary>
    public RedisServer? RedisOrNone { get; private set; }

    public RedisServer Redis => RedisOrNone ?? throw new InvalidOperationException("This scenario has no Redis.");

    public IReadOnlyList<NodeProcess> Nodes { get; private set; } = [];

    /// <summary>The network between each node and Redis.</summary>
    public IReadOnlyList<FaultProxy> Buses { get; private set; } = [];

    /// <summary>The load balancer of most pages.</summary>
    public FaultProxy Edge { get; private set; } = null!;

    /// <summary>The load balancer of the victims.</summary>
    public FaultProxy VictimsEdge { get; private set; } = null!;

    /// <summary>The application's own way to its nodes: no fault.</summary>
    public FaultProxy Inside { get; private set; } = null!;

    /// <summary>Expectations of the scenario's own that did not hold.</summary>
    public IReadOnlyList<string> Failures => _failures;

    /// <summary>What the scenario has measured besides.</summary>
    public IReadOnlyList<string> Notes => _notes;

    public long PeakNodeBytes => Nodes.Max(node => node.PeakBytes);

    public static async Task<Stage> StartAsync(Setup setup, int seed)
    {
        var stage = new Stage(setup, seed);
        try
        {
            await stage.StartAsync();
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Something that this scenario expects besides the ledger's gate.</summary>
    public void Require(bool holds, string otherwise)
    {
        if (!holds)
            _failures.Add(otherwise);
    }

    public void Note(string text) => _notes.Add(text);

    /// <summary>How a group's messages are sent: in turn by a worker on Redis and by a request to any node.</summary>
    public Send SendFor(int group) => _worker is { } worker && group % 2 == 0 ? worker.SendAsync : PostAsync;

    /// <summary>Sends something large to everyone in a group.</summary>
    public Task PostBulkAsync(string group, int bytes) => PostAsync(FormattableString.Invariant($"/bulk/{group}/{bytes}"), default);

    /// <summary>Sockets that the nodes believe to be open.</summary>
    public async Task<int> OpenAsync()
    {
        var open = 0;
        foreach (var node in Nodes)
            open += int.Parse(await _http!.GetStringAsync(new Uri($"http://127.0.0.1:{node.Port}/open")), provider: null);
        return open;
    }

    /// <summary>Waits until so many are; false when that does not come: on a busy machine a page may just be on its way back.</summary>
    public async Task<bool> OpenedAsync(int sockets)
    {
        for (var began = Stopwatch.GetTimestamp(); await OpenAsync() < sockets; await Task.Delay(s_asksEvery))
        {
            if (Stopwatch.GetElapsedTime(began) > s_patience)
                return false;
        }
        return true;
    }

    /// <summary>What a load balancer does that asks for readiness: no new connection goes to a node once that says it is not ready.</summary>
    public async Task TakeOutAsync(int node, Task stopping)
    {
        while (!stopping.IsCompleted)
        {
            try
            {
                using var ready = await _http!.GetAsync(new Uri($"http://127.0.0.1:{Nodes[node].Port}/ready"));
                if (!ready.IsSuccessStatusCode)
                    break;
            }
            catch (HttpRequestException)
            {
                break;
            }
            await Task.WhenAny(stopping, Task.Delay(s_asksEvery));
        }
        foreach (var proxy in (FaultProxy[])[Edge, VictimsEdge, Inside])
            proxy.Servers = [.. proxy.Servers.Where(port => port != Nodes[node].Port)];
    }

    public void PutIn(int node)
    {
        foreach (var proxy in (FaultProxy[])[Edge, VictimsEdge, Inside])
            proxy.Servers = [.. proxy.Servers, Nodes[node].Port];
    }

    /// <summary>A process that lives until all pages have caught up.</summary>
    public ProgramProcess Keep(ProgramProcess process)
    {
        _kept.Add(process);
        return process;
    }

    /// <summary>Ends all processes; what they have said is then known.</summary>
    public async Task EndAsync()
    {
        foreach (var process in _kept)
            await process.KillAsync();
        foreach (var node in Nodes)
            await node.KillAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _kept)
            await process.DisposeAsync();
        foreach (var node in Nodes)
            await node.DisposeAsync();
        if (_worker is not null)
            await _worker.DisposeAsync();
        if (RedisOrNone is not null)
        {
            RedisOrNone.Continue();
            await RedisOrNone.DisposeAsync();
        }
        foreach (var proxy in (FaultProxy?[])[.. Buses, Edge, VictimsEdge, Inside])
        {
            if (proxy is not null)
                await proxy.DisposeAsync();
        }
        _http?.Dispose();
        State.Dispose();
        _directory.Delete(recursive: true);
    }

    async Task StartAsync()
    {
        if (Setup.Layer != Layer.Memory)
        {
            RedisOrNone = await RedisServer.StartNewAsync(appendOnly: Setup.Layer == Layer.RedisAof);
            Buses = [.. Enumerable.Range(0, Setup.Nodes).Select(_ => new FaultProxy(Redis.Port))];
            _worker = new Worker(Redis.Configuration);
        }
        Nodes = [.. Enumerable.Range(0, Setup.Nodes).Select(i => new NodeProcess(ArgumentsOf(i), Ledger.Callbacks.Ran))];
        await Task.WhenAll(Nodes.Select(node => node.StartAsync()));
        int[] ports = [.. Nodes.Select(node => node.Port)];
        (Edge, VictimsEdge, Inside) = (new FaultProxy(ports), new FaultProxy(ports), new FaultProxy(ports));
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(5) }) { Timeout = TimeSpan.FromSeconds(10) };
    }

    string[] ArgumentsOf(int node) =>
    [
        "--state", State.Path,
        .. Buses.Count > 0 ? (string[])["--redis", FormattableString.Invariant($"127.0.0.1:{Buses[node].Port}")] : [],
        .. Setup.NodeArguments,
    ];

    ValueTask PostAsync(string group, long number, CancellationToken cancellationToken) =>
        new(PostAsync(FormattableString.Invariant($"/send/{group}/{number}"), cancellationToken));

    async Task PostAsync(string path, CancellationToken cancellationToken)
    {
        // With a body: a request without one HttpClient sends again by itself when a node dies before it answers, and so a message twice.
        using var body = new StringContent(path);
        using var response = await _http!.PostAsync(new Uri($"http://127.0.0.1:{Inside.Port}{path}"), body, cancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
