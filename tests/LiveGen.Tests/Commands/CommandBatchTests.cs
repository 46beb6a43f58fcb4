using System.Text;
using Xunit;

namespace LiveGen.Tests.Commands;

/// <summary>One array of bytes is the group's message, the socket's frame and the JSON in it.</summary>
public sealed class CommandBatchTests
{
    static string Utf8(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    [Fact]
    public void The_same_bytes_are_message_frame_and_JSON()
    {
        var batch = Live.Render(() => Alert("Hi"));
        Assert.Equal("""[["alert","Hi"]]""", Utf8(batch.Json));
        Assert.Equal("""["commands",[["alert","Hi"]]]""", Utf8(batch.Frame));
        Assert.Equal("""C["commands",[["alert","Hi"]]]""", Utf8(batch.Message));
        Assert.Equal(1, batch.Count);
    }

    [Fact]
    public void A_template_that_says_nothing_gives_the_empty_batch()
    {
        Assert.Same(CommandBatch.Empty, Live.Render(() => { }));
        Assert.True(CommandBatch.Empty.IsEmpty);
        Assert.Equal("[]", CommandBatch.Empty.ToString());
    }

    [Fact]
    public void Html_for_a_target_comes_before_the_collected_commands() =>
        Assert.Equal(
            """[["livegen.morph","side","<i>2</i>"],["livegen.morph","main","<b>1</b>3"],["alert","x"],["livegen.append","list","<li>y</li>"]]""",
            Live.Render(() =>
            {
                Alert("x");
                B(1);
                using (Target("side"))
                    I(2);
                Append("list", Li("y"));
                Text(3);
            }, target: "main").ToString());

    [Fact]
    public void An_empty_target_is_emptied() =>
        Assert.Equal("""[["livegen.morph","main",""]]""", Live.Render(() => { }, target: "main").ToString());

    [Fact]
    public void Html_without_a_target_is_refused_with_the_ways_to_name_one()
    {
        var error = Assert.Throws<TemplateException>(() => Live.Render(() => P("lost")));
        Assert.Contains("<p>lost</p>", error.Message, StringComparison.Ordinal);
        Assert.Contains("target: \"id\"", error.Message, StringComparison.Ordinal);
        Assert.Contains("Append(\"id\", ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_alone_cannot_carry_commands()
    {
        var error = Assert.Throws<TemplateException>(() => Live.RenderHtml(() => Alert("x")));
        Assert.Contains("Live.Render", error.Message, StringComparison.Ordinal);
    }
}
