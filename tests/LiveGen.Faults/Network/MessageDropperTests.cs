using System.Text;
using Xunit;

namespace LiveGen.Faults.Network;

public sealed class MessageDropperTests
{
    const string Message = "*3\r\n$7\r\nmessage\r\n$6\r\nlg:bus\r\n$8\r\nab\r\ncd\r\n\r\n";
    const string Others = "+OK\r\n*3\r\n$9\r\nsubscribe\r\n$6\r\nlg:bus\r\n:1\r\n$-1\r\n*-1\r\n*0\r\n";

    static string Pass(MessageDropper dropper, string text, int piece)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        return string.Concat(bytes.Chunk(piece).Select(chunk => Encoding.ASCII.GetString(dropper.Pass(chunk).Span)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Messages_are_dropped_whole_and_all_else_passes(int piece) =>
        Assert.Equal(Others + Others, Pass(new MessageDropper(1, 1), Others + Message + Message + Others, piece));

    [Fact]
    public void About_as_many_are_dropped_as_asked_for()
    {
        var dropped = 0;
        var left = Pass(new MessageDropper(0.1, 1, () => dropped++), string.Concat(Enumerable.Repeat(Message, 1000)), 100).Length / Message.Length;
        Assert.InRange(left, 850, 950);
        Assert.Equal(1000 - left, dropped);
    }
}
