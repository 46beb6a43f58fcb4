using System.Text.Json;
using Xunit;

namespace LiveGen.Tests.Templates;

/// <summary>What a render tells the page: its HTML as morphs, then the commands of its verbs, in order.</summary>
public sealed class LiveRenderTests
{
    [Fact]
    public void Html_becomes_a_morph_of_the_target() => Is("""[["livegen.morph","t","<p>x</p>"]]""", () => P("x"), "t");

    [Fact]
    public void Verbs_follow_the_html_in_their_order() => Is(
        """[["livegen.morph","t","<p>x</p>"],["livegen.append","list","<li>1</li>"],["alert","hi"],["livegen.append","list","<li>2</li>"]]""",
        () =>
        {
            Append("list", Li("1"));
            P("x");
            Alert("hi");
            Append("list", Li("2"));
        },
        "t");

    [Fact]
    public void A_template_of_verbs_needs_no_target() => Is("""[["livegen.focus","f"]]""", () => Focus("f"));

    [Fact]
    public void A_template_that_does_nothing_is_the_empty_batch() => Assert.True(Live.Render(() => { }).IsEmpty);

    [Fact]
    public void Each_target_in_a_render_gets_its_own_html() => Is(
        """[["livegen.morph","a","<b>1</b>"],["livegen.morph","b","2"],["livegen.morph","t","<p>0</p>"]]""",
        () =>
        {
            using (Target("a"))
                B("1");
            P("0");
            using (Target("b"))
                Text("2");
        },
        "t");

    [Fact]
    public void A_verb_takes_its_html_out_of_the_page() => Is(
        """[["livegen.morph","t","<ul><li>a</li><li>c</li></ul>"],["livegen.append","log","<p>b</p>"]]""",
        () =>
        {
            using (Ul().Open())
            {
                Li("a");
                Append("log", P("b"));
                Li("c");
            }
        },
        "t");

    [Fact]
    public void Html_without_a_target_is_an_error_that_says_where_to_name_it()
    {
        var message = Assert.Throws<TemplateException>(() => Live.Render(() => P("lost"))).Message;
        Assert.Contains("<p>lost</p>", message, StringComparison.Ordinal);
        Assert.Contains("Live.Render(template, target: \"id\")", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x\"],[\"alert\",\"1")]
    [InlineData("</script><script>alert(1)</script>")]
    [InlineData("<!--")]
    [InlineData("\u2028\u2029\\\"")]
    [InlineData("\0\u001f\u007f")]
    public void Text_from_people_stays_inside_its_argument(string text)
    {
        var batch = Live.Render(() =>
        {
            P(text, title: text);
            Append(text, text);
            Alert(text);
            SetValue("f", text);
        }, target: text);

        var commands = JsonDocument.Parse(batch.Json).RootElement;
        Assert.Equal(4, batch.Count);
        Assert.Equal(["livegen.morph", "livegen.append", "alert", "livegen.setValue"], commands.EnumerateArray().Select(c => c[0].GetString()));
        Assert.Equal(text, commands[0][1].GetString());
        Assert.Equal(text, commands[1][1].GetString());
        Assert.Equal(text, commands[2][1].GetString());
        Assert.Equal(text, commands[3][2].GetString());

        // In a page the batch stands in a script element: nothing in it may end that, and it is the same JSON.
        using var island = new PooledBuffer();
        JsonText.WriteIsland(island, batch.Json.Span);
        Assert.Equal(-1, island.WrittenSpan.IndexOf((byte)'<'));
        Assert.True(JsonElement.DeepEquals(commands, JsonDocument.Parse(island.WrittenMemory).RootElement));
    }

    static void Is(string expected, Action template, string? target = null) =>
        Assert.Equal(expected, Live.Render(template, target).ToString());
}
