using System.Text;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Wire;

/// <summary>A buffer that grows, turns its end around and keeps to its limit.</summary>
public sealed class PooledBufferTests
{
    static PooledBuffer With(string text)
    {
        var buffer = new PooledBuffer();
        buffer.Write(Encoding.UTF8.GetBytes(text));
        return buffer;
    }

    static string Text(PooledBuffer buffer) => Encoding.UTF8.GetString(buffer.WrittenSpan);

    [Fact]
    public void Growing_keeps_what_was_written()
    {
        using var buffer = new PooledBuffer();
        for (var i = 0; i < 100_000; i++)
            buffer.WriteByte((byte)i);
        Assert.Equal(100_000, buffer.Length);
        for (var i = 0; i < 100_000; i++)
            Assert.Equal((byte)i, buffer.WrittenSpan[i]);
    }

    [Theory]
    [InlineData("abcXY", 0, 2, "XYabc")]
    [InlineData("abcXY", 1, 2, "aXYbc")]
    [InlineData("abc", 0, 0, "abc")]
    [InlineData("abc", 0, 3, "abc")]
    public void The_tail_comes_to_stand_in_front(string text, int start, int tail, string expected)
    {
        using var buffer = With(text);
        buffer.RotateTail(start, tail);
        Assert.Equal(expected, Text(buffer));
    }

    [Fact]
    public void A_tail_longer_than_the_stack_copy_is_turned_too()
    {
        var tail = new string('t', 2000);
        using var buffer = With("head" + tail);
        buffer.RotateTail(2, tail.Length);
        Assert.Equal("he" + tail + "ad", Text(buffer));
    }

    [Fact]
    public void A_tail_of_every_length_is_turned_around_bytes_of_every_length()
    {
        // The edges of the vectors lie at 32 and 64 bytes, that of the quick way at 1,024.
        int[] moved = [.. Enumerable.Range(0, 140), 1022, 1023, 1024, 1025, 1026, 3000];
        foreach (var count in moved)
        {
            var head = string.Concat(Enumerable.Range(0, count).Select(i => (char)('a' + i % 26)));
            for (var tail = 0; tail <= 70; tail++)
            {
                var turned = string.Concat(Enumerable.Range(0, tail).Select(i => (char)('0' + i % 10)));
                using var buffer = With("<>" + head + turned);
                buffer.RotateTail(2, tail);
                Assert.Equal("<>" + turned + head, Text(buffer));
            }
        }
    }

    [Fact]
    public void Exactly_the_limit_fits_and_one_more_does_not()
    {
        using var buffer = new PooledBuffer(limit: 5000);
        buffer.Write(new byte[5000]);
        buffer.RequireWithinLimit();
        buffer.WriteByte(0);
        var error = Assert.Throws<InvalidOperationException>(buffer.RequireWithinLimit);
        Assert.Contains("MaxRenderBytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Far_beyond_the_limit_it_does_not_even_grow()
    {
        using var buffer = new PooledBuffer(limit: 5000);
        Assert.Throws<InvalidOperationException>(() => buffer.Write(new byte[20_000]));
        Assert.Equal(0, buffer.Length);
    }

    [Fact]
    public void Truncating_beyond_the_end_is_refused()
    {
        using var buffer = With("abc");
        buffer.Truncate(1);
        Assert.Equal("a", Text(buffer));
        Assert.Throws<ArgumentOutOfRangeException>(() => buffer.Truncate(2));
    }

    [Fact]
    public void A_cleared_buffer_is_empty_and_usable()
    {
        using var buffer = With(new string('x', 1_000_000));
        buffer.Clear();
        Assert.Equal(0, buffer.Length);
        buffer.Write("again"u8);
        Assert.Equal("again", Text(buffer));
    }
}
