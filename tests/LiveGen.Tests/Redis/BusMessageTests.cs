using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LiveGen.Channels;
using LiveGen.Redis;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Redis;

public sealed class BusMessageTests
{
    [Fact]
    public void Reads_kind_name_number_and_payload()
    {
        Assert.True(BusMessage.TryParse("lg1 group chat.lobby n=42\nhi\nthere"u8.ToArray(), out var message, out _));
        Assert.Equal((BusKind.Group, "chat.lobby", 42L), (message.Kind, message.Name, message.Number));
        Assert.Equal("hi\nthere", Encoding.UTF8.GetString(message.Payload.Span));
    }

    [Theory]
    [InlineData("lg1 channel ws.1.2\n", "Channel", "ws.1.2", 0)]
    [InlineData("lg1 queue work n=1\n", "Queue", "work", 1)]
    [InlineData("lg1 probe p1 n=9007199254740991\n", "Probe", "p1", (1L << 53) - 1)]
    [InlineData("lg1 group a p=1 n=3 later\n", "Group", "a", 3)]
    public void Fields_are_optional_and_unknown_ones_are_left_alone(string text, string kind, string name, long number)
    {
        Assert.True(BusMessage.TryParse(Encoding.UTF8.GetBytes(text), out var message, out _));
        Assert.Equal((kind, name, number, 0), (message.Kind.ToString(), message.Name, message.Number, message.Payload.Length));
    }

    [Theory]
    [InlineData("", "no line feed within 1024 bytes")]
    [InlineData("lg1 group a", "no line feed within 1024 bytes")]
    [InlineData("\n", "expected version \"lg1\"")]
    [InlineData("lg2 group a\n", "expected version \"lg1\"")]
    [InlineData("lg1\n", "expected group, channel, queue or probe after the version")]
    [InlineData("lg1 Group a\n", "expected group, channel, queue or probe after the version")]
    [InlineData("lg1 group\n", "expected a valid name after the kind")]
    [InlineData("lg1 group  a\n", "expected a valid name after the kind")]
    [InlineData("lg1 group *\n", "expected a valid name after the kind")]
    [InlineData("lg1 group a n=\n", "expected a number above 0 in field n")]
    [InlineData("lg1 group a n=0\n", "expected a number above 0 in field n")]
    [InlineData("lg1 group a n=1x\n", "expected a number above 0 in field n")]
    [InlineData("lg1 group a n=9007199254740992\n", "expected a number above 0 in field n")]
    [InlineData("lg1 group a prev=\n", "expected a number in field prev")]
    [InlineData("lg1 group a prev=-1\n", "expected a number in field prev")]
    [InlineData("lg1 group a e=000000000000\n", "expected 12 hex digits in field e")]
    [InlineData("lg1 group a e=1\n", "expected 12 hex digits in field e")]
    [InlineData("lg1 group a id=x\n", "expected 1 to 16 hex digits in field id")]
    [InlineData("lg1 group a id=00000000000000001\n", "expected 1 to 16 hex digits in field id")]
    public void Says_what_is_wrong(string text, string problem)
    {
        Assert.False(BusMessage.TryParse(Encoding.UTF8.GetBytes(text), out _, out var said));
        Assert.Equal(problem, said);
    }

    [Fact]
    public void A_message_that_is_kept_has_a_place_behind_another_one()
    {
        Assert.True(BusMessage.TryParse("lg1 group a n=42 prev=40 e=0a0000000001 id=00000000000000ff\nhi"u8.ToArray(), out var message, out _));
        Assert.True(message.IsKept);
        Assert.Equal((new GroupPosition(0x0a0000000001, 42), 40L, 255UL), (message.Position, message.Previous, message.Id));

        Assert.True(BusMessage.TryParse("lg1 group a n=42 e=0a0000000001\nhi"u8.ToArray(), out message, out _));
        Assert.False(message.IsKept);
        Assert.True(BusMessage.TryParse(BusMessage.Plain(BusKind.Group, "a", "hi"u8), out message, out _));
        Assert.Equal((BusKind.Group, "a", 2, false), (message.Kind, message.Name, message.Payload.Length, message.IsKept));
    }

    [Theory]
    [InlineData("7 5 ff\nhi", true)]
    [InlineData("7 5 \nhi", false)]
    [InlineData("7\nhi", false)]
    [InlineData("hi", false)]
    public void An_entry_of_a_groups_list_is_read_or_refused(string text, bool isEntry)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (isEntry)
            Assert.Equal((7L, 5L, 255UL, 2), BusMessage.ParseEntry(1, bytes) is var heard
                ? (heard.Position.Number, heard.Previous, heard.Id, heard.Payload.Length) : default);
        else
            Assert.Contains("an entry that is not \"NUMBER PREV ID\"",
                Assert.Throws<ChannelLayerException>(() => BusMessage.ParseEntry(1, bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_head_that_is_too_long_is_refused() =>
        Assert.False(BusMessage.TryParse(Encoding.UTF8.GetBytes($"lg1 group a x={new string('y', 1024)}\n"), out _, out _));

    [Fact]
    public void Any_bytes_are_read_or_refused_but_never_throw() =>
        Prop.ForAll<byte[]>(bytes =>
        {
            byte[] headed = [.. "lg1 group "u8, .. bytes];
            return BusMessage.TryParse(bytes ?? [], out _, out var one) == (one is null)
                && BusMessage.TryParse(headed, out _, out var two) == (two is null);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
