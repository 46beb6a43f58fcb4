using System.Security.Cryptography;
using System.Text.Json;
using LiveGen.Commands;
using LiveGen.Consumers;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.IntegrationTests.Resuming;

/// <summary>A page that keeps the rules of <c>docs/protocol.md</c> §10, loses its connection and comes back.</summary>
sealed class LivePage(SocketServer server, string path, Action<HeaderList>? headers) : IDisposable
{
    SocketServer _server = server;

    public PageSocket? Connection { get; private set; }

    public PageSocket Socket => Connection!;

    /// <summary>What the page was rendered with; another one when it has been rendered again.</summary>
    public PageKey Key { get; set; } = new(RandomNumberGenerator.GetBytes(PageKey.Length), DateTimeOffset.MaxValue);

    public string Path { get; set; } = path;

    /// <summary>The token to come back with.</summary>
    public string? Token { get; set; }

    public Dictionary<string, string> Positions { get; } = [];

    /// <summary>How many counted frames have come.</summary>
    public int Seen { get; set; }

    /// <summary>The titles and other texts that commands have brought, in order.</summary>
    public List<string> Shown { get; } = [];

    /// <summary>The acks, in order, each as its frame.</summary>
    public List<string> Acks { get; } = [];

    /// <summary>The last welcome.</summary>
    public JsonElement Welcome { get; private set; }

    public string? Resumed => Welcome.TryGetProperty("resumed", out var resumed) ? resumed.GetString() : null;

    public string Channel => Welcome.GetProperty("channel").GetString()!;

    /// <summary>The moment of a render of this page that begins now.</summary>
    public string Moment => RenderMoment.Sign(Key, _server.Layer.Position);

    public static async Task<LivePage> OpenAsync(SocketServer server, string path = "/ws/lobby", Action<HeaderList>? headers = null)
    {
        var page = new LivePage(server, path, headers);
        await page.ConnectAsync(page.Moment);
        return page;
    }

    /// <summary>Connects as after a render, and reads the welcome.</summary>
    public async Task ConnectAsync(string? at, bool resume = false)
    {
        Positions.Clear();
        if (!resume)
            (Token, Seen) = (null, 0);
        await HelloAsync(at);
        await ReadAsync();
    }

    /// <summary>The next connection goes to another process.</summary>
    public void MoveTo(SocketServer server) => _server = server;

    /// <summary>Drops the connection without a word.</summary>
    public void Lose()
    {
        Socket.Cut();
        Socket.Dispose();
    }

    /// <summary>Comes back and reads the welcome.</summary>
    public async Task ComeBackAsync()
    {
        await HelloAsync(at: null);
        while (!(await ReadAsync()).StartsWith("[\"welcome\"", StringComparison.Ordinal))
        {
        }
    }

    /// <summary>Comes back and is told to render itself again, and nothing else.</summary>
    public async Task ComeBackInVainAsync(string? at = null)
    {
        await HelloAsync(at);
        var frames = new List<string>();
        Assert.Equal(CloseCodes.ReRender, await Socket.CloseAsync(frames));
        Assert.Empty(frames);
    }

    /// <summary>Opens a connection and says hello, with all that the page knows.</summary>
    public async Task HelloAsync(string? at)
    {
        Connection = await PageSocket.ConnectAsync(new Uri(_server.Address, Path), headers);
        var hello = new Dictionary<string, object> { ["v"] = 1, ["token"] = _server.Tokens.Issue(Key, Socket.User) };
        if (at is not null)
            hello["at"] = at;
        if (Token is not null)
        {
            hello["resume"] = Token;
            hello["seen"] = Seen;
            if (at is null)
                hello["positions"] = Positions;
        }
        await Socket.SendAsync(JsonSerializer.Serialize(new object[] { "hello", hello }));
    }

    /// <summary>Sends a callback.</summary>
    public Task CallAsync(string frame) => Socket.SendAsync(PageSeals.Sealed(Key, Path, frame));

    /// <summary>Reads until nothing that was sent before is still on its way.</summary>
    public async Task SettleAsync()
    {
        await Socket.SendAsync("""["ping"]""");
        while (await ReadAsync() != """["pong"]""")
        {
        }
    }

    /// <summary>Reads and applies until that is shown.</summary>
    public async Task ReadUntilShownAsync(string text)
    {
        while (Shown.Count == 0 || Shown[^1] != text)
            await ReadAsync();
    }

    /// <summary>Reads and applies until so many acks are there.</summary>
    public async Task ReadAcksAsync(int count)
    {
        while (Acks.Count < count)
            await ReadAsync();
    }

    /// <summary>Reads a frame and applies it.</summary>
    public async Task<string> ReadAsync()
    {
        var text = await Socket.ReceiveWholeAsync();
        var frame = JsonElement.Parse(text);
        switch (frame[0].GetString())
        {
            case "welcome":
                Take(frame[1]);
                break;
            case "commands" when frame.GetArrayLength() > 2:
                Take(frame[1], frame[2]);
                break;
            case "commands":
                Seen++;
                Show(frame[1]);
                break;
            case "ack":
                Seen++;
                Acks.Add(text);
                break;
            case "groups":
                Token = frame[1].GetString();
                Note(frame[2]);
                break;
            case "ping" when frame.GetArrayLength() > 1:
                Note(frame[1]);
                break;
        }
        return text;
    }

    public void Dispose() => Connection?.Dispose();

    void Take(JsonElement welcome)
    {
        Welcome = welcome;
        if (Resumed != "all")
            Seen = 0;
        Token = welcome.TryGetProperty("resume", out var token) ? token.GetString() : null;
        var named = welcome.GetProperty("positions");
        foreach (var group in Positions.Keys.Where(group => !named.TryGetProperty(group, out _)).ToArray())
            Positions.Remove(group);
        Note(named);
    }

    void Take(JsonElement commands, JsonElement origin)
    {
        var group = origin.GetProperty("g").GetString()!;
        if (!origin.TryGetProperty("p", out var position))
            Show(commands);
        else if (Note(group, position.GetString()!))
            Show(commands);
    }

    void Note(JsonElement positions)
    {
        foreach (var position in positions.EnumerateObject())
        {
            if (position.Value.ValueKind == JsonValueKind.Null)
                Positions.Remove(position.Name);
            else
                Note(position.Name, position.Value.GetString()!);
        }
    }

    bool Note(string group, string position)
    {
        if (Positions.TryGetValue(group, out var known) && Number(known) >= Number(position))
            return false;
        Positions[group] = position;
        return true;
    }

    static long Number(string position)
    {
        Assert.True(GroupPosition.TryParse(position, out var read));
        return read.Number;
    }

    void Show(JsonElement commands)
    {
        foreach (var command in commands.EnumerateArray())
            Shown.Add(command[command.GetArrayLength() - 1].GetString()!);
    }
}
