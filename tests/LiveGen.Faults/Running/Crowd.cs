using System.Diagnostics;
using LiveGen.Faults.Ledgers;
using LiveGen.Faults.Nodes;
using LiveGen.Faults.Pages;

namespace LiveGen.Faults.Running;

/// <summary>The open pages of a run: those who look, those who click, those who come and go.</summary>
sealed class Crowd(Stage stage) : IAsyncDisposable
{
    const int ArriveAtOnce = 50;
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(10);

    readonly PageSite _site = new(stage.Edge.Port);
    readonly PageSite _victimsSite = new(stage.VictimsEdge.Port);
    readonly CancellationTokenSource _stop = new();
    readonly List<Page> _pages = [];
    readonly List<Task> _running = [];

    public IReadOnlyList<Page> Pages => _pages;

    public IReadOnlyList<Page> Victims { get; private set; } = [];

    /// <summary>Lets all come; done when each is open.</summary>
    public async Task ArriveAsync()
    {
        for (var i = 0; i < stage.Setup.Pages + stage.Setup.Victims; i += ArriveAtOnce)
        {
            var some = Enumerable.Range(i, Math.Min(ArriveAtOnce, stage.Setup.Pages + stage.Setup.Victims - i)).Select(Arrive).ToArray();
            await Task.WhenAll(some.Select(page => page.Welcomed)).WaitAsync(s_patience);
        }
        Victims = [.. _pages.Skip(stage.Setup.Pages)];
    }

    /// <summary>Somebody clicks somewhere, again and again.</summary>
    public async Task ClickAsync(CancellationToken stop)
    {
        if (stage.Setup.Calls <= 0)
            return;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1 / stage.Setup.Calls));
        var random = new Random(stage.Random.Next());
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
                _pages[random.Next(_pages.Count)].Call();
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
    }

    /// <summary>Pages open and go, again and again.</summary>
    public async Task ComeAndGoAsync(CancellationToken stop)
    {
        if (!stage.Setup.ComeAndGo)
            return;
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(stop);
            // Who goes is not judged: nobody knows what it should have had by then.
            var book = stage.Ledger.Groups[i % stage.Ledger.Groups.Count];
            var page = new Page(_site, "passer-by", [book.Group], new PageRecord("passer-by", [book]), new CallbackBook(), i);
            var visit = page.RunAsync(leaving.Token);
            await Task.WhenAny(page.Welcomed, visit, Task.Delay(s_patience, stop));
            await leaving.CancelAsync();
            await visit;
        }
    }

    /// <summary>
    /// Waits until everyone has the last message of each group, or until time is up: what everyone is connected for, and still has not
    /// got after <see cref="s_quiet"/>, will not come.
    /// </summary>
    public async Task CatchUpAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        try
        {
            long connectedSince = Stopwatch.GetTimestamp();
            while (!IsDone() && Stopwatch.GetElapsedTime(connectedSince) < s_quiet)
            {
                await timer.WaitForNextTickAsync(limit.Token);
                if (_running.FirstOrDefault(page => page.IsFaulted) is { } faulted)
                    await faulted; // A frame that is none: no page could go on.
                if (_pages.Any(page => page.IsAway) || stage.Ledger.Pages.Any(page => page.IsRecovering))
                    connectedSince = Stopwatch.GetTimestamp();
            }
        }
        catch (OperationCanceledException)
        {
            // The ledger says who is behind.
        }
    }

    bool IsDone() => stage.Ledger.Pages.All(page => page.HasAll) && !_pages.Any(page => page.HasCalls);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        _site.Dispose();
        _victimsSite.Dispose();
        _stop.Dispose();
    }

    Page Arrive(int i)
    {
        var isVictim = i >= stage.Setup.Pages;
        var record = stage.Ledger.AddPage($"{(isVictim ? "v" : "p")}{i}", i);
        var page = new Page(isVictim ? _victimsSite : _site, record.Name, [.. record.Groups.Select(book => book.Group)], record,
            stage.Ledger.Callbacks, stage.Random.Next()) { Build = stage.Setup.MixedBuilds && i % 2 == 1 ? "0123456789ab" : null };
        _pages.Add(page);
        _running.Add(page.RunAsync(_stop.Token));
        return page;
    }
}
