using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Wire;

public sealed class ClientFrameReaderTests
{
    const int MaxDepth = 32;

    public static TheoryData<string> Frames => [.. GoldenFrames.Read("client.json").Select(f => f.GetProperty("name").GetString()!)];

    static ClientFrame Read(string text) => ClientFrameReader.Read(Encoding.UTF8.GetBytes(text), MaxDepth);

    static string? Text(JsonElement of, string name) => of.TryGetProperty(name, out var text) ? text.GetString() : null;

    static JsonElement Json(ReadOnlyMemory<byte> json) => ClientFrameReader.Parse(json, MaxDepth);

    [Theory]
    [MemberData(nameof(Frames))]
    public void Golden_frames_read_as_they_mean(string name)
    {
        var golden = GoldenFrames.Read("client.json").Single(f => f.GetProperty("name").GetString() == name);
        var expected = golden.GetProperty("from");

        var frame = Read(golden.GetProperty("text").GetString()!);

        Assert.Equal(expected.GetProperty("type").GetString(), frame.Kind.ToString(), ignoreCase: true);
        Assert.Equal(Text(expected, "token"), frame.Token);
        if (frame.Kind == ClientFrameKind.Hello)
            Assert.Equal((1, expected.GetProperty("build").GetString()), (frame.Version, frame.Build));
        if (frame.Kind == ClientFrameKind.Seen)
            Assert.Equal(expected.GetProperty("count").GetInt64(), frame.Id);
        if (frame.Kind == ClientFrameKind.Applied)
            Assert.Equal((expected.GetProperty("number").GetInt64(), expected.GetProperty("took").GetDouble()), (frame.Id, frame.Took.TotalMilliseconds));
        Assert.Equal(Text(expected, "at"), frame.Session?.At);
        Assert.Equal(Text(expected, "resume"), frame.Session?.Resume);
        Assert.Equal(expected.TryGetProperty("seen", out var seen) ? seen.GetInt64() : 0, frame.Session?.Seen ?? 0);
        Assert.Equal(
            expected.TryGetProperty("positions", out var positions) ? positions.EnumerateObject().Select(p => (p.Name, p.Value.GetString()!)) : [],
            (frame.Session?.Positions ?? new Dictionary<string, string>()).Select(p => (p.Key, p.Value)));
        if (frame.Kind != ClientFrameKind.Callback)
            return;
        Assert.Equal(expected.GetProperty("id").GetInt64(), frame.Id);
        Assert.Equal(expected.GetProperty("name").GetString(), frame.Name);
        Assert.Equal(expected.GetProperty("args").EnumerateArray().Select(a => a.GetString()), Json(frame.Args).EnumerateArray().Select(a => a.GetRawText()));
        Assert.Equal(Text(expected, "seal"), frame.Seal);
        if (expected.TryGetProperty("meta", out var meta) && meta.ValueKind != JsonValueKind.Null)
            Assert.True(JsonElement.DeepEquals(meta, Json(frame.Meta)));
        else
            Assert.True(frame.Meta.IsEmpty);
    }

    [Fact]
    public void Golden_callbacks_read()
    {
        foreach (var golden in GoldenFrames.Read("callbacks.json"))
            Assert.Equal(golden.GetProperty("id").GetInt64(), Read(golden.GetProperty("frame").GetString()!).Id);
    }

    [Theory]
    [InlineData("""["ping","later",{"a":[1]}]""")]
    [InlineData("""["applied",1,1e-7,{"later":[1]}]""")]
    [InlineData("""["seen",12,{"later":[1]},[2]]""")]
    [InlineData("""["hello",{"v":1,"token":"t","later":{}},[1]]""")]
    [InlineData("""["callback",1,"Say",[],null,null,null,{"later":true}]""")]
    [InlineData(""" [ "ping" ] """)]
    public void What_a_later_version_adds_is_read_over(string text) => Read(text);

    [Theory]
    [InlineData("""["ping",{"a":1,"a":2}]""")]
    [InlineData("""["ping",{"a":1,"\u0061":2}]""")]
    [InlineData("""["callback",1,"Say",[[{"a":1,"a":2}]]]""")]
    [InlineData("""["callback",1,"Say",[],[{"a":{"b":1,"b":2}}]]""")]
    [InlineData("""["hello",{"v":1,"v":1}]""")]
    [InlineData("""["hello",{"v":"1"}]""")]
    [InlineData("""["hello",{"v":1.5}]""")]
    [InlineData("""["hello",{}]""")]
    [InlineData("""["hello",1]""")]
    [InlineData("""["hello",{"v":1,"build":2}]""")]
    [InlineData("""["hello",{"v":1,"token":2}]""")]
    [InlineData("""["hello",{"v":1,"token":null}]""")]
    [InlineData("""["hello",{"v":1,"at":1}]""")]
    [InlineData("""["hello",{"v":1,"resume":{}}]""")]
    [InlineData("""["hello",{"v":1,"resume":"r","positions":["a"]}]""")]
    [InlineData("""["hello",{"v":1,"resume":"r","positions":{"a":1}}]""")]
    [InlineData("""["hello",{"v":1,"resume":"r","positions":{"a":"p","a":"p"}}]""")]
    [InlineData("""["hello",{"v":1,"resume":"r","seen":-1}]""")]
    [InlineData("""["hello",{"v":1,"resume":"r","seen":"1"}]""")]
    [InlineData("""["seen"]""")]
    [InlineData("""["seen",-1]""")]
    [InlineData("""["seen",9007199254740993]""")]
    [InlineData("""["seen","1"]""")]
    [InlineData("""["applied"]""")]
    [InlineData("""["applied",1]""")]
    [InlineData("""["applied",0,1]""")]
    [InlineData("""["applied",1.5,1]""")]
    [InlineData("""["applied",9007199254740993,1]""")]
    [InlineData("""["applied","1",1]""")]
    [InlineData("""["applied",1,-0.5]""")]
    [InlineData("""["applied",1,86400001]""")]
    [InlineData("""["applied",1,1e999]""")]
    [InlineData("""["applied",1,"1"]""")]
    [InlineData("""["applied",1,null]""")]
    [InlineData("""["callback",1,"Say",[],null,1]""")]
    [InlineData("""["callback",1,"Say",[],null,["seal"]]""")]
    [InlineData("""["callback",1,"Say",[],null,"seal",{}]""")]
    [InlineData("""["callback",1,"Say",[],null,"\ud800"]""")]
    [InlineData("""["callback",1,"Say",[],null,"seal","token",""")]
    [InlineData("""["hello",{"v":1,"build":"\ud800"}]""")]
    [InlineData("""["callback",1,"\ud800",[]]""")]
    [InlineData("""["callback",1,"",[]]""")]
    [InlineData("""["callback",9007199254740993,"Say",[]]""")]
    [InlineData("""["callback",-1,"Say",[]]""")]
    [InlineData("""["callback",1,true,[]]""")]
    [InlineData("""["PING"]""")]
    [InlineData("""["ping"],""")]
    [InlineData("""["ping",]""")]
    [InlineData("""["ping"/**/]""")]
    [InlineData("""["callback",1,"Say",[NaN]]""")]
    [InlineData("""["callback",1,"Say",[01]]""")]
    public void What_is_not_a_frame_is_refused(string text) => Assert.Throws<MalformedFrameException>(() => Read(text));

    [Fact]
    public void A_name_may_have_a_hundred_bytes_and_not_one_more()
    {
        var name = new string('n', 100);

        Assert.Equal(name, Read($"[\"callback\",1,\"{name}\",[]]").Name);
        Assert.Throws<MalformedFrameException>(() => Read($"[\"callback\",1,\"{name}n\",[]]"));
    }

    [Fact]
    public void A_frame_owns_its_arguments_when_the_buffer_is_used_again()
    {
        var buffer = """["callback",1,"Say",["first"],{"m":1}]"""u8.ToArray();
        var frame = ClientFrameReader.Read(buffer, MaxDepth);

        Array.Clear(buffer);

        Assert.Equal("first", Json(frame.Args)[0].GetString());
        Assert.Equal("""{"m":1}""", Json(frame.Meta).GetRawText());
    }

    [Fact]
    public void Many_names_in_one_object_are_checked_in_little_time()
    {
        var names = string.Join(',', Enumerable.Range(0, 8000).Select(i => $"\"n{i}\":0"));
        Read($"[\"callback\",1,\"Say\",[{{{names}}}]]");
        Assert.Throws<MalformedFrameException>(() => Read($"[\"callback\",1,\"Say\",[{{{names},\"n0\":0}}]]"));
    }

    [Fact]
    public void Whatever_arrives_it_is_a_frame_or_refused()
    {
        var pieces = Gen.Elements(
            "[", "]", "{", "}", ",", ":", "\"callback\"", "\"hello\"", "\"seen\"", "\"applied\"", "\"ping\"", "1", "null", "\"v\"", "\"a\"", "\"\\ud800\"",
            "\"", "\\", " ", "-", "1e999", "true", "é", "\u0000");
        Prop.ForAll(pieces.ArrayOf().ToArbitrary(), parts =>
        {
            try
            {
                Read(string.Concat(parts));
            }
            catch (MalformedFrameException)
            {
            }
        }).QuickCheckThrowOnFailure();
    }
}
