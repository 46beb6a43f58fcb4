using System.Text;
using System.Text.Json;
using LiveGen.Commands;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Wire;

public sealed class ServerFramesTests
{
    public static TheoryData<string> Frames => [.. GoldenFrames.Read("server.json").Select(f => f.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Frames))]
    public void Golden_frames_are_written_byte_by_byte(string name)
    {
        var golden = GoldenFrames.Read("server.json").Single(f => f.GetProperty("name").GetString() == name);

        Assert.Equal(golden.GetProperty("text").GetString(), Encoding.UTF8.GetString(Write(golden).Span));
    }

    static ReadOnlyMemory<byte> Write(JsonElement golden)
    {
        var means = golden.GetProperty("means");
        return means.GetProperty("type").GetString() switch
        {
            "welcome" => Welcome(means),
            "ping" => means.TryGetProperty("positions", out _) ? ServerFrames.PingAt(Positions(means)) : ServerFrames.Ping,
            "pong" => ServerFrames.Pong,
            "groups" => ServerFrames.Groups(means.GetProperty("resume").GetString()!, Positions(means)),
            "trace" => ServerFrames.Trace(means.GetProperty("number").GetInt64()),
            "drain" => ServerFrames.Drain(TimeSpan.FromMilliseconds(means.GetProperty("max").GetInt64())),
            "commands" when means.TryGetProperty("group", out var group) => ServerFrames.CommandsOf(
                "[[\"alert\",\"Hi\"]]"u8, group.GetString()!, means.TryGetProperty("position", out var p) ? Position(p) : default).Message,
            "commands" => Batch(golden.GetProperty("text").GetString()!),
            "ack" => Ack(means),
            var other => throw new NotSupportedException(other),
        };
    }

    static ReadOnlyMemory<byte> Welcome(JsonElement means) =>
        new WelcomeFrame(means.GetProperty("channel").GetString()!, TimeSpan.FromMilliseconds(means.GetProperty("heartbeat").GetInt64()))
        {
            Build = means.GetProperty("build").GetString()!,
            Resume = means.TryGetProperty("resume", out var resume) ? resume.GetString() : null,
            Positions = Positions(means),
            Resumed = means.TryGetProperty("resumed", out var resumed) ? Enum.Parse<Resumption>(resumed.GetString()!, ignoreCase: true) : default,
            LastCallback = means.TryGetProperty("lastCallback", out var last) ? last.GetInt64() : 0,
        }.ToBytes();

    static IEnumerable<KeyValuePair<string, GroupPosition>> Positions(JsonElement means) =>
        means.GetProperty("positions").EnumerateObject().Select(p => KeyValuePair.Create(p.Name, Position(p.Value)));

    static GroupPosition Position(JsonElement text)
    {
        if (text.ValueKind == JsonValueKind.Null)
            return default;
        Assert.True(GroupPosition.TryParse(text.GetString(), out var position));
        return position;
    }

    // The commands as the verbs write them, which the tests of the verbs prove; here it is the frame around them.
    static ReadOnlyMemory<byte> Batch(string text)
    {
        var commands = text["[\"commands\",[".Length..^2];
        return CommandBatch.FromCommands(Encoding.UTF8.GetBytes(commands), commands.Length == 0 ? 0 : 1).Frame;
    }

    static ReadOnlyMemory<byte> Ack(JsonElement means)
    {
        var id = means.GetProperty("id").GetInt64();
        return means.GetProperty("status").GetString() switch
        {
            "ok" => ServerFrames.Ack(id),
            "lost" => ServerFrames.AckLost(id),
            "denied" => ServerFrames.AckDenied(id),
            "failed" => ServerFrames.AckFailed(id, means.GetProperty("error").GetString()!),
            "stale" => ServerFrames.AckStale(id, means.GetProperty("reason").GetString()!),
            "signin" => ServerFrames.AckSignIn(id, means.GetProperty("url").GetString()!),
            "invalid" => ServerFrames.AckInvalid(id, means.GetProperty("errors").Deserialize<Dictionary<string, string[]>>()!),
            var other => throw new NotSupportedException(other),
        };
    }

    [Fact]
    public void Acks_carry_any_id_and_any_text()
    {
        var errors = new Dictionary<string, string[]> { ["a\"\n"] = ["</script>\u2028", "\ud800"] };

        var ack = JsonDocument.Parse(ServerFrames.AckInvalid(1L << 53, errors)).RootElement;

        Assert.Equal(1L << 53, ack[1].GetInt64());
        Assert.Equal(["</script>\u2028", "\ufffd"], ack[2].GetProperty("errors").GetProperty("a\"\n").EnumerateArray().Select(e => e.GetString()));
        Assert.Equal("{}", JsonDocument.Parse(ServerFrames.AckInvalid(1, new Dictionary<string, string[]>())).RootElement[2].GetProperty("errors").GetRawText());
    }

    [Fact]
    public void What_failed_is_said_in_development_alone() =>
        Assert.Equal("""["ack",3,{"status":"failed","error":"1f","detail":"a \"b\"\nc"}]""",
            System.Text.Encoding.UTF8.GetString(ServerFrames.AckFailed(3, "1f", "a \"b\"\nc").Span));
}
