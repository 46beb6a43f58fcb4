using System.Globalization;
using LiveGen.Templates;
using Xunit;
using static LiveGen.Templates.Tags;

namespace LiveGen.Tests.Templates;

/// <summary>An element around one text or number is written in one go; it must be what writing it in pieces gives.</summary>
public sealed class LeafTests
{
    const int Longest = 40;

    [Theory]
    [InlineData('&', "&amp;")]
    [InlineData('"', "\"")]
    [InlineData('é', "é")]
    [InlineData('\0', "\uFFFD")]
    public void A_special_character_is_found_wherever_it_stands(char special, string encoded)
    {
        for (var length = 1; length <= Longest; length++)
        {
            for (var at = 0; at < length; at++)
            {
                var (before, after) = (new string('a', at), new string('b', length - at - 1));
                Assert.Equal(
                    $"<td>{before}{encoded}{after}</td><td id=\"x\">{before}{encoded}{after}</td>",
                    Rendered.Of(() =>
                    {
                        Td(before + special + after);
                        Td(before + special + after, id: "x");
                    }));
            }
        }
    }

    [Fact]
    public void Plain_texts_of_every_length_stay()
    {
        for (var length = 0; length <= Longest; length++)
        {
            var text = string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + i % 26)));
            Assert.Equal($"<td>{text}</td><td id=\"x\">{text}</td>", Rendered.Of(() =>
            {
                Td(text);
                Td(text, id: "x");
            }));
        }
    }

    [Fact]
    public void Every_small_number_is_written_as_the_runtime_writes_it()
    {
        const int Count = 10_002;
        var expected = string.Concat(Enumerable.Range(0, Count).Select(i => $"<b>{i.ToString(CultureInfo.InvariantCulture)}</b>"));
        Assert.Equal(expected, Rendered.Of(() =>
        {
            for (var i = 0; i < Count; i++)
                B(i);
        }));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    public void Other_numbers_too(long number)
    {
        var digits = number.ToString(CultureInfo.InvariantCulture);
        Assert.Equal($"<b>{digits}</b><b id=\"x\">{digits}</b>", Rendered.Of(() =>
        {
            B(number);
            B(number, id: "x");
        }));
    }

    [Fact]
    public void A_written_leaf_can_be_opened()
    {
        Assert.Equal("<b>1<i></i></b><b id=\"x\">one<i></i></b><b><i></i></b>", Rendered.Of(() =>
        {
            using (B(1).Open())
                I();
            using (B("one", id: "x").Open())
                I();
            using (B().Open())
                I();
        }));
    }
}
