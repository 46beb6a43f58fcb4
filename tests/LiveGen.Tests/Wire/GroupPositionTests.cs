using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Wire;

public sealed class GroupPositionTests
{
    [Theory]
    [InlineData(0xa1b2c3d4e5f6UL, 17, "a1b2c3d4e5f6-17")]
    [InlineData(1UL, 0, "000000000001-0")]
    [InlineData(0xffffffffffffUL, (1L << 53) - 1, "ffffffffffff-9007199254740991")]
    public void A_position_has_one_text(ulong epoch, long number, string text)
    {
        var position = new GroupPosition(epoch, number);

        Assert.Equal(text, position.ToString());
        Assert.InRange(text.Length, 1, GroupPosition.MaxLength);
        Assert.True(GroupPosition.TryParse(text, out var parsed));
        Assert.Equal(position, parsed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a1b2c3d4e5f6")]
    [InlineData("a1b2c3d4e5f6-")]
    [InlineData("000000000000-1")] // no epoch
    [InlineData("A1B2C3D4E5F6-1")] // two texts for one position
    [InlineData("a1b2c3d4e5f6-01")]
    [InlineData("a1b2c3d4e5f6-+1")]
    [InlineData("a1b2c3d4e5f6--1")]
    [InlineData("a1b2c3d4e5f6-1 ")]
    [InlineData("a1b2c3d4e5f6-1.0")]
    [InlineData("a1b2c3d4e5f6-9007199254740992")] // what JavaScript would round
    [InlineData("a1b2c3d4e5f6-99999999999999999999")]
    [InlineData("a1b2c3d4e5f-17")]
    [InlineData("a1b2c3d4e5f6_17")]
    [InlineData("a1b2c3d4e5fé-17")]
    public void Anything_else_is_no_position(string? text)
    {
        Assert.False(GroupPosition.TryParse(text, out var position));
        Assert.True(position.IsNone);
        Assert.Equal("", position.ToString());
    }

    [Fact]
    public void What_is_written_is_read_and_what_is_read_is_written() =>
        Prop.ForAll((ulong epoch, long number, string noise) =>
        {
            var position = new GroupPosition((epoch >> 16) | 1, number & GroupPosition.MaxNumber);
            var back = GroupPosition.TryParse(Encoding.UTF8.GetBytes(position.ToString()), out var parsed) && parsed == position;
            return back && (!GroupPosition.TryParse(noise, out var read) || read.ToString() == noise);
        }).Check(Config.QuickThrowOnFailure);

    [Fact]
    public void Epochs_differ() =>
        Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => GroupPosition.NewEpoch()).Where(epoch => epoch is > 0 and < 1UL << 48).Distinct().Count());
}
