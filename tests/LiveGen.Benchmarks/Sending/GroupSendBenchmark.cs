using System.Net.WebSockets;
using BenchmarkDotNet.Attributes;
using LiveGen.Commands;
using LiveGen.Templates;

namespace LiveGen.Benchmarks.Sending;

/// <summary>A list item of 300 bytes to every socket of a group: what it costs beside the sockets' own work.</summary>
[MemoryDiagnoser]
public class GroupSendBenchmark : IDisposable
{
    static readonly string s_text = string.Concat(Enumerable.Repeat("It works, and nobody has to wait for it. ", 7));
    static readonly Action s_template = static () => Append("messages", Li(B("Ada Lovelace"), s_text));

    readonly CommandBatch _commands = Live.Render(s_template);
    Sockets? _sockets;
    WebSocket[] _bare = [];

    /// <summary>How many are in the group.</summary>
    [Params(1, 100, 1000)]
    public int Members { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _sockets = new Sockets(Members);
        _bare = [.. Enumerable.Range(0, Members).Select(_ => Sockets.OpenSocket())];
    }

    [GlobalCleanup]
    public void Dispose() => _sockets?.Dispose();

    [Benchmark(Description = "WebSocket.SendAsync in a loop", Baseline = true)]
    public async Task Bare()
    {
        foreach (var socket in _bare)
            await socket.SendAsync(_commands.Frame, WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, CancellationToken.None);
    }

    [Benchmark(Description = "LiveGen, group send")]
    public ValueTask Send() => _sockets!.Groups.SendCommandsAsync(Sockets.Group, _commands, CancellationToken.None);

    [Benchmark(Description = "LiveGen, render and group send")]
    public ValueTask RenderAndSend() =>
        _sockets!.Groups.SendCommandsAsync(Sockets.Group, Live.Render(s_template), CancellationToken.None);
}
