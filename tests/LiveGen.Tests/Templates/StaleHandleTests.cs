using LiveGen.Commands;
using Xunit;
using static LiveGen.Tests.Templates.Rendered;

namespace LiveGen.Tests.Templates;

/// <summary>Elements and callbacks are places in a buffer: one whose bytes are gone never means what stands there now.</summary>
public sealed class StaleHandleTests
{
    [Fact]
    public void A_callback_of_another_render_is_an_error_for_an_event() =>
        Assert.Contains("belongs to another render", ErrorOf(() =>
        {
            var outer = Sample.Callback();
            Live.RenderHtml(() =>
            {
                Sample.Callback();
                Button("Cancel", onclick: outer);
            });
        }), StringComparison.Ordinal);

    [Fact]
    public void A_callback_of_another_render_is_an_error_for_further_events() =>
        Assert.Contains("belongs to another render", ErrorOf(() =>
        {
            var outer = Sample.Callback();
            Live.RenderHtml(() => Button("Cancel", on: [("wheel", outer)]));
        }), StringComparison.Ordinal);

    [Fact]
    public void A_callback_of_another_render_is_an_error_for_an_interval() =>
        Assert.Contains("belongs to another render", ErrorOf(() =>
        {
            var outer = Sample.Callback();
            Live.Render(() =>
            {
                Sample.Callback();
                IntervalSet("i", TimeSpan.FromSeconds(1), outer);
            });
        }), StringComparison.Ordinal);

    [Fact]
    public void A_callback_of_an_earlier_render_is_an_error()
    {
        Callback kept = default;
        Live.RenderHtml(() => kept = Sample.Callback());
        Assert.Contains("Make it where it is used", ErrorOf(() =>
        {
            Sample.Callback();
            Button("x", onclick: kept);
        }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_callback_that_is_refused_leaves_a_whole_page()
    {
        Callback kept = default;
        Live.RenderHtml(() => kept = Sample.Callback());
        Assert.Equal("<p>next</p>", Live.RenderHtml(() =>
        {
            Assert.Throws<TemplateException>(() => Button("x", onclick: kept));
            P("next");
        }));
    }

    [Fact]
    public void An_element_that_a_verb_took_is_an_error_for_the_next_verb()
    {
        var batch = Live.Render(() =>
        {
            var a = Li("x");
            Append("m", a);
            var b = Li("y");
            Assert.Contains("took it out of the page", Error(() => Append("m", a)), StringComparison.Ordinal);
            Append("m", b);
        });
        Assert.Equal("""[["livegen.append","m","<li>x</li>"],["livegen.append","m","<li>y</li>"]]""", batch.ToString());
    }

    [Fact]
    public void An_element_that_a_verb_took_is_an_error_wherever_it_is_used() => Live.Render(() =>
    {
        Use(a => P(a));
        Use(a => P(a, title: "t"));
        Use(a => Fragment("text", a));
        Use(a => Ul(new[] { a }));
        Use(a => Ul(new[] { a }.Select(x => x)));
        Use(a => Ul(Each(new[] { a }, x => x)));
        Use(a => Join(",", a, "text"));
        Use(a => Join(",", new[] { a }.Select(x => x)));
        Use(a => Text($"{a}"));
        Use(a => a.Open());

        static void Use(Action<Element> use)
        {
            var a = Li("x");
            Append("m", a);
            var b = Li("y");
            Assert.Contains("took it out of the page", Error(() => use(a)), StringComparison.Ordinal);
            Append("m", b);
        }
    });

    [Fact]
    public void An_element_that_a_target_took_is_an_error() => Live.Render(() =>
    {
        Element a;
        using (Target("t"))
            a = Li("x");
        var b = Li("y");
        Assert.Contains("took it out of the page", Error(() => P(a)), StringComparison.Ordinal);
        Append("m", b);
    });

    [Fact]
    public void An_element_that_stands_before_what_verbs_took_stays_valid() =>
        Assert.Equal("<p>a<b>1</b><i>2</i></p>", MorphOf(() =>
        {
            var b = B("1");
            for (var i = 0; i < 1000; i++)
                Append("m", Li(i));
            var it = I("2");
            Append("m", Li("3"));
            P("a", b, it);
        }));

    [Fact]
    public void A_text_goes_on_behind_a_hole_that_uses_a_verb()
    {
        Assert.Equal("<p>a done b</p>", MorphOf(() => P($"a {Log()} b")));

        static string Log()
        {
            Append("log", Li("x"));
            return "done";
        }
    }

    [Fact]
    public void An_element_that_was_taken_cannot_be_opened_by_its_place() => Live.Render(() =>
    {
        using (Target("t"))
            P("x");
        var raw = Raw("12345678"); // as long as what the target took
        Assert.Throws<TemplateException>(() => raw.Open());
        Append("m", raw);
    });

    static string Error(Action template) => Assert.Throws<TemplateException>(template).Message;

    static string MorphOf(Action template)
    {
        using var json = System.Text.Json.JsonDocument.Parse(Live.Render(template, target: "t").Json);
        return json.RootElement[0][2].GetString()!;
    }
}
