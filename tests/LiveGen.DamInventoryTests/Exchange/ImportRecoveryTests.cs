using System.Reflection;
using System.Text;
using System.Threading.Channels;
using DamInventory.Dams;
using DamInventory.Exchange;
using DamInventory.Map;
using LiveGen.Channels;
using LiveGen.DamInventoryTests.Data;
using LiveGen.Tests.Shared;
using Microsoft.Extensions.Logging;
using Xunit;

namespace LiveGen.DamInventoryTests.Exchange;

/// <summary>Imports whose process has died.</summary>
public sealed class ImportRecoveryTests(Databases databases) : DatabaseTest(databases)
{
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    static readonly DateTimeOffset s_now = DateTimeOffset.UnixEpoch.AddYears(60);

    static DamFacts[] Dams(int count) => [.. Enumerable.Range(1, count).Select(i => new DamFacts($"Dam {i}", "Other", "", "", i / 10.0, -i / 5.0))];

    [Theory]
    [MemberData(nameof(Both))]
    public async Task What_was_left_half_done_is_finished_when_the_next_process_starts(string kind)
    {
        var database = await StartAsync(kind);
        var imports = new ImportStore(database);
        var dams = Dams(250);
        var half = await imports.AddAsync("ada", "half.csv", dams);
        await imports.StartAsync(half.Id, "ada", s_now);
        await imports.AdvanceAsync(half.Id, 0, dams[..100], null);
        var whole = await imports.AddAsync("bob", "whole.csv", [dams[0] with { Name = "Bob's" }]);
        await imports.StartAsync(whole.Id, "bob", s_now.AddSeconds(1)); // its worker never heard of it

        await using var process = await ImportProcess.StartAsync(database);
        var (first, second) = (await process.ImportedAsync(s_patience), await process.ImportedAsync(s_patience));

        Assert.Equal((250, new Bounds(-50, 0.1, -0.2, 25)), (first.Count, first.Where));
        Assert.Equal(1, second.Count);
        Assert.Equal(half with { Done = 250, State = ImportState.Done }, await imports.FindAsync(half.Id, "ada"));
        Assert.Equal(251, await new DamStore(database).CountAsync());
        Assert.Empty(await imports.RunningAsync());
    }

    [Theory]
    [MemberData(nameof(Both))]
    public async Task One_that_another_process_has_left_is_continued_and_one_that_advances_is_not(string kind)
    {
        var imports = new ImportStore(await StartAsync(kind));
        var (time, log, queue) = (new ManualTimeProvider(), new Looks(), DispatchProxy.Create<IChannelLayer, Queue>());
        using var recovery = new ImportRecovery(imports, queue, time, log);
        await recovery.StartAsync(CancellationToken.None);
        Assert.Equal(0, await log.NextAsync());

        var dams = Dams(300);
        var (busy, still) = (await imports.AddAsync("ada", "busy.csv", dams), await imports.AddAsync("ada", "still.csv", dams));
        foreach (var import in new[] { busy, still })
            await imports.StartAsync(import.Id, "ada", s_now);
        time.Advance(ImportRecovery.Interval);
        Assert.Equal(2, await log.NextAsync());
        Assert.Empty(((Queue)queue).Sent); // they may have begun just now

        await imports.AdvanceAsync(busy.Id, 0, dams[..100], null);
        time.Advance(ImportRecovery.Interval);
        Assert.Equal(2, await log.NextAsync());

        Assert.Contains(still.Id, Assert.Single(((Queue)queue).Sent), StringComparison.Ordinal);
        await recovery.StopAsync(CancellationToken.None);
    }

    /// <summary>How many imports each look has found.</summary>
    sealed class Looks : ILogger<ImportRecovery>
    {
        const int Looked = 3;

        readonly Channel<int> _looks = Channel.CreateUnbounded<int>();

        public Task<int> NextAsync() => _looks.Reader.ReadAsync().AsTask().WaitAsync(s_patience);

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id == Looked)
                _looks.Writer.TryWrite((int)((IReadOnlyList<KeyValuePair<string, object?>>)state!)[0].Value!);
        }
    }

    /// <summary>A layer that does nothing but take work.</summary>
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1034", Justification = "A proxy must be visible to what derives from it.")]
    public class Queue : DispatchProxy
    {
        public List<string> Sent { get; } = [];

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Assert.Equal((nameof(IChannelLayer.SendAsync), ImportWorker.Name), (targetMethod!.Name, (string)args![0]!));
            Sent.Add(Encoding.UTF8.GetString(((ReadOnlyMemory<byte>)args[1]!).Span));
            return ValueTask.CompletedTask;
        }
    }
}
