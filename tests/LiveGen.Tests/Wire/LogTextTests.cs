using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Wire;

public sealed class LogTextTests
{
    [Theory]
    [InlineData("https://evil.example", "https://evil.example")]
    [InlineData("a\r\nfake: line", "a\\r\\nfake: line")]
    [InlineData("\u001b[31mred", "\\u001B[31mred")]
    [InlineData("\u2028", "\\u2028")]
    [InlineData(null, "(none)")]
    public void Statement_31_nobody_breaks_out_of_a_log_line(string? text, string expected) => Assert.Equal(expected, LogText.Clean(text));

    [Fact]
    public void Long_text_is_cut() => Assert.Equal(101, LogText.Clean(new string('x', 5000)).Length);
}
