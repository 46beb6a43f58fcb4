using System.Text;
using LiveGen.Templates;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Templates;

/// <summary>The quick copy of plain characters has edges at 4, 8 and 16: a special one is found at each place of each length.</summary>
public sealed class HtmlTextTests
{
    const int Longest = 50;

    [Theory]
    [InlineData('&', "&amp;", "&amp;")]
    [InlineData('<', "&lt;", "&lt;")]
    [InlineData('>', "&gt;", "&gt;")]
    [InlineData('"', "\"", "&quot;")]
    [InlineData('\'', "'", "&#39;")]
    [InlineData('`', "`", "&#96;")]
    [InlineData('\r', "&#13;", "&#13;")]
    [InlineData('\0', "\uFFFD", "\uFFFD")]
    [InlineData('\u007F', "\u007F", "\u007F")]
    [InlineData('\u0080', "\u0080", "\u0080")]
    [InlineData('é', "é", "é")]
    [InlineData('ÿ', "ÿ", "ÿ")]
    [InlineData('\u0126', "\u0126", "\u0126")]
    [InlineData('\u263A', "\u263A", "\u263A")]
    [InlineData('\uFFE6', "\uFFE6", "\uFFE6")]
    [InlineData('\uD83E', "\uFFFD", "\uFFFD")]
    public void A_character_is_found_wherever_it_stands(char special, string inText, string inAttribute)
    {
        for (var length = 1; length <= Longest; length++)
        {
            for (var at = 0; at < length; at++)
            {
                var before = Plain(at);
                var after = Plain(length - at - 1);
                Assert.Equal(before + inText + after, Written(HtmlText.Write, before + special + after));
                Assert.Equal(before + inAttribute + after, Written(HtmlText.WriteAttribute, before + special + after));
            }
        }
    }

    [Fact]
    public void Two_specials_are_found_wherever_they_stand()
    {
        for (var first = 0; first < Longest; first++)
        {
            for (var between = 0; between < Longest; between++)
                Assert.Equal(
                    $"{Plain(first)}&amp;{Plain(between)}é&lt;'",
                    Written(HtmlText.Write, $"{Plain(first)}&{Plain(between)}é<'"));
        }
    }

    [Fact]
    public void Every_plain_character_of_ascii_stays()
    {
        var ascii = string.Concat(Enumerable.Range(1, 126).Select(c => (char)c).Where(c => !"&<>\"'`\r".Contains(c, StringComparison.Ordinal)));
        Assert.Equal(ascii, Written(HtmlText.WriteAttribute, ascii));
    }

    [Fact]
    public void An_attribute_is_closed_whatever_it_holds()
    {
        using var to = new PooledBuffer();
        HtmlText.WriteAttribute(to, " a=\""u8, "plain");
        HtmlText.WriteAttribute(to, " b=\""u8, "a\"b");
        HtmlText.WriteAttribute(to, " c=\""u8, "");
        Assert.Equal(""" a="plain" b="a&quot;b" c="" """.TrimEnd(), Encoding.UTF8.GetString(to.WrittenSpan));
    }

    static string Plain(int length) => "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[..length];

    static string Written(Writer write, string text)
    {
        using var to = new PooledBuffer();
        write(to, text);
        return Encoding.UTF8.GetString(to.WrittenSpan);
    }

    delegate void Writer(PooledBuffer to, ReadOnlySpan<char> text);
}
