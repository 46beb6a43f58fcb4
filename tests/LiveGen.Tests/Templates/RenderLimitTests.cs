using Xunit;
using static LiveGen.Tests.Templates.Rendered;

namespace LiveGen.Tests.Templates;

/// <summary>No render takes memory without end: its page, its commands and its callbacks have the application's limit.</summary>
public sealed class RenderLimitTests
{
    const int Limit = 20_000;

    [Fact]
    public void A_page_up_to_the_limit_is_rendered_and_one_byte_more_is_refused()
    {
        // A morph of "t" that is exactly as large.
        var text = new string('x', Limit - """["livegen.morph","t",""]""".Length);
        Assert.Equal(1, CommandsWithin(Limit, () => Text(text), "t").Count);
        Refused(() => CommandsWithin(Limit, () => Text(text, "x"), "t"));
    }

    [Fact]
    public void Commands_up_to_the_limit_are_taken_and_one_byte_more_is_refused()
    {
        var text = new string('x', Limit - """["alert",""]""".Length);
        Assert.Equal(1, CommandsWithin(Limit, () => Alert(text)).Count);
        Refused(() => CommandsWithin(Limit, () => Alert(text + "x")));
    }

    [Fact]
    public void Html_commands_and_targets_are_limited_together()
    {
        var half = new string('x', Limit / 2);
        Assert.Equal(1, CommandsWithin(Limit, () => Append("m", half)).Count);
        Refused(() => CommandsWithin(Limit, () =>
        {
            Append("m", half);
            using (Target("t"))
                Text(half);
        }));
    }

    [Fact]
    public void Targets_are_limited() => Refused(() => CommandsWithin(Limit, () => Forever(() =>
    {
        using (Target("t"))
            Text("some text");
    })));

    [Fact]
    public void Commands_are_limited_while_they_are_written() =>
        Refused(() => CommandsWithin(Limit, () => Forever(() => Append("m", Li("x")))));

    [Fact]
    public void Callbacks_are_limited_while_they_are_written() =>
        Refused(() => CommandsWithin(Limit, () => Forever(() => Sample.Callback())));

    [Fact]
    public void A_render_without_a_request_has_the_default_limit()
    {
        var megabyte = new string('x', 1 << 20);
        Refused(() => Live.RenderHtml(() => Forever(() => Text(megabyte))));
        Refused(() => Live.Render(() => Forever(() => Alert(megabyte))));
        Assert.Equal(16 << 20, Live.RenderHtml(() =>
        {
            for (var i = 0; i < 16; i++)
                Text(megabyte);
        }).Length);
    }

    [Fact]
    public void A_limit_that_positions_cannot_hold_is_refused_at_the_start()
    {
        var validator = new LiveGenOptionsValidator();
        Assert.True(validator.Validate(null, new LiveGenOptions { MaxRenderBytes = 64 << 20 }).Succeeded);
        var refused = validator.Validate(null, new LiveGenOptions { MaxRenderBytes = (64 << 20) + 1 });
        Assert.Contains("MaxRenderBytes is 67108865, but must be at most 67108864", refused.FailureMessage, StringComparison.Ordinal);
    }

    // Long enough to go beyond any limit of these tests, and an end if there is none.
    static void Forever(Action step)
    {
        for (var i = 0; i < 5_000; i++)
            step();
    }

    static void Refused(Action render) =>
        Assert.Contains("MaxRenderBytes", Assert.Throws<InvalidOperationException>(render).Message, StringComparison.Ordinal);
}
