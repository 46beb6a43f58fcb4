using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Wire;

/// <summary>JSON strings that any parser reads back, and an island that no text can leave.</summary>
public sealed class JsonTextTests
{
    static string Written(Action<PooledBuffer> write)
    {
        using var buffer = new PooledBuffer();
        write(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    [Fact]
    public void Html_stands_as_it_is_but_for_quotes() =>
        Assert.Equal("\"<b class=\\\"x\\\">é</b>\"", Written(to => JsonText.WriteString(to, "<b class=\"x\">é</b>")));

    [Fact]
    public void Any_text_is_read_back() => Check.QuickThrowOnFailure(Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        text => JsonSerializer.Deserialize<string>(Written(to => JsonText.WriteString(to, text.Get)))
            == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get))));

    [Fact]
    public void Every_control_character_is_escaped()
    {
        for (var c = '\0'; c < ' '; c++)
        {
            var json = Written(to => JsonText.WriteString(to, c.ToString()));
            Assert.DoesNotContain(c, json);
            Assert.Equal(c.ToString(), JsonSerializer.Deserialize<string>(json));
        }
    }

    [Fact]
    public void Long_texts_are_whole()
    {
        var text = string.Concat(Enumerable.Repeat("\"ä\\", 10_000));
        Assert.Equal(text, JsonSerializer.Deserialize<string>(Written(to => JsonText.WriteString(to, text))));
    }

    [Fact]
    public void A_lone_surrogate_becomes_the_replacement_character() =>
        Assert.Equal("\"a\uFFFDb\"", Written(to => JsonText.WriteString(to, "a\uD800b")));

    [Theory]
    [InlineData("</script><script>alert(1)</script>")]
    [InlineData("<!-- <script>")]
    [InlineData("]]>\u2028")]
    public void No_text_leaves_the_island(string text)
    {
        var json = Written(to => JsonText.WriteString(to, text));
        var island = Written(to => JsonText.WriteIsland(to, Encoding.UTF8.GetBytes(json)));
        Assert.DoesNotContain('<', island);
        Assert.Equal(text, JsonSerializer.Deserialize<string>(island));
    }

    [Fact]
    public void What_stands_at_the_end_becomes_a_string_of_itself() =>
        Assert.Equal("[\"{\\\"a\\\":1}\"", Written(to =>
        {
            to.Write("[{\"a\":1}"u8);
            JsonText.QuoteTail(to, 1);
        }));
}
