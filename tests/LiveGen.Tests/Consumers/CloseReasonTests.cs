using LiveGen.Consumers;
using Xunit;

namespace LiveGen.Tests.Consumers;

public sealed class CloseReasonTests
{
    [Theory]
    [InlineData(1000, null)]
    [InlineData(1001, "")]
    [InlineData(1014, "x")]
    [InlineData(3000, "x")]
    [InlineData(4999, "x")]
    public void What_a_close_frame_can_carry(int code, string? reason) => CloseReason.Check(code, reason);

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(1005)]
    [InlineData(1006)]
    [InlineData(1015)]
    [InlineData(2999)]
    [InlineData(5000)]
    public void Other_codes_are_refused(int code) =>
        Assert.StartsWith("A close code is 1000, 1001, 1007 to 1014 or 3000 to 4999. For your own reasons take one from 4500 on.",
            Assert.Throws<ArgumentOutOfRangeException>(() => CloseReason.Check(code, null)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_reason_has_123_bytes()
    {
        CloseReason.Check(1000, new string('x', 123));
        Assert.StartsWith("A close reason is at most 123 bytes of UTF-8 but got 124. Send the text as a command first.",
            Assert.Throws<ArgumentException>(() => CloseReason.Check(1000, new string('é', 62))).Message, StringComparison.Ordinal);
    }
}
