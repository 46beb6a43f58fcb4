using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LiveGen.Redis;
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
    [InlineData("lg1 probe p1 n=9223372036854775807\n", "Probe", "p1", long.MaxValue)]
    [InlineData("lg1 group a p=e:1-2 n=3 prev=e:1-1 later\n", "Group", "a", 3)]
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
    [InlineData("lg1 group a n=9223372036854775808\n", "expected a number above 0 in field n")]
    public void Says_what_is_wrong(string text, string problem)
    {
        Assert.False(BusMessage.TryParse(Encoding.UTF8.GetBytes(text), out _, out var said));
        Assert.Equal(problem, said);
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
