using Xunit;
using static LiveGen.Tests.Templates.Rendered;

namespace LiveGen.Tests.Templates;

/// <summary>A template's mistakes are errors that say what was expected, what came, and what to write instead.</summary>
public sealed class MisuseTests
{
    [Fact]
    public void An_element_outside_a_render_is_an_error_that_names_the_ways_to_render()
    {
        var message = Assert.Throws<TemplateException>(() => P("x")).Message;
        Assert.Contains("inside a render only", message, StringComparison.Ordinal);
        Assert.Contains("Live.Render(", message, StringComparison.Ordinal);
        Assert.Contains("MapLiveView", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_verb_outside_a_render_is_the_same_error() =>
        Assert.Contains("inside a render only", Assert.Throws<TemplateException>(() => Alert("x")).Message, StringComparison.Ordinal);

    [Fact]
    public void An_element_that_is_never_closed_is_an_error_that_names_it()
    {
        var message = ErrorOf(() =>
        {
            using (Div().Open())
                Section().Open();
        });
        Assert.StartsWith("<section> is still open where <div> closes. Open with using, innermost last", message, StringComparison.Ordinal);

        message = ErrorOf(() => Article().Open());
        Assert.StartsWith("<article> was opened and never closed. Write using (", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_void_element_cannot_be_opened() =>
        Assert.Contains("<br> cannot be opened", ErrorOf(() => Br().Open()), StringComparison.Ordinal);

    [Fact]
    public void A_script_cannot_be_opened() =>
        Assert.Contains("<script> cannot be opened", ErrorOf(() => Script().Open()), StringComparison.Ordinal);

    [Fact]
    public void An_element_that_something_followed_cannot_be_opened() =>
        Assert.Contains("Only the element that was just written can be opened", ErrorOf(() =>
        {
            var div = Div();
            P("x");
            div.Open();
        }), StringComparison.Ordinal);

    [Fact]
    public void A_fragment_cannot_be_opened() =>
        Assert.Contains("a fragment cannot be opened", ErrorOf(() => Fragment(B("x")).Open()), StringComparison.Ordinal);

    [Fact]
    public void A_child_that_was_made_earlier_is_an_error_that_shows_it()
    {
        var message = ErrorOf(() =>
        {
            var b = B("early");
            P("between");
            Div(b);
        });
        Assert.StartsWith("<b>early</b> is used as a child here, but it was written earlier", message, StringComparison.Ordinal);
        Assert.Contains("P(B(\"x\"))", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_child_that_is_used_twice_is_an_error() =>
        Assert.Contains("used before", ErrorOf(() =>
        {
            var b = B("x");
            P(b, b);
        }), StringComparison.Ordinal);

    [Fact]
    public void A_child_that_is_left_out_between_others_is_an_error_that_shows_the_one_before_it() =>
        Assert.StartsWith("<a>1</a> is used as a child here", ErrorOf(() =>
        {
            var (a, _, c) = (A("1"), B("2"), I("3"));
            P(a, c);
        }), StringComparison.Ordinal);

    [Fact]
    public void A_child_that_is_used_twice_in_place_of_another_is_an_error() =>
        Assert.Contains("used before", ErrorOf(() =>
        {
            var (a, _, c) = (B("1"), B("2"), B("3"));
            P(a, a, c);
        }), StringComparison.Ordinal);

    [Fact]
    public void A_child_of_an_element_that_is_a_child_too_is_an_error() =>
        Assert.Contains("used before", ErrorOf(() =>
        {
            var b = B("x");
            var p = P(b);
            Div(p, b);
        }), StringComparison.Ordinal);

    [Fact]
    public void A_child_from_before_its_parent_was_opened_is_an_error() =>
        Assert.Contains("is used as a child here", ErrorOf(() =>
        {
            var b = B("x");
            using (Div().Open())
                P(b);
        }), StringComparison.Ordinal);

    [Fact]
    public void A_child_of_an_earlier_render_is_an_error()
    {
        Element kept = default;
        Of(() => kept = Div(P("a long text")));
        Assert.Contains("belongs to another render", ErrorOf(() => P(kept)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_element_in_a_text_only_element_is_an_error() =>
        Assert.Contains("<title> holds text only, but <b>x</b> was given", ErrorOf(() => Title("a ", B("x"))), StringComparison.Ordinal);

    [Fact]
    public void An_id_may_come_again_in_another_command() => Assert.Equal(4, CommandsInDevelopment(() =>
    {
        Append("list", Li("x", id: "row"));
        Append("list", Li("y", id: "row"));
        using (Target("side"))
            P(id: "row");
        P(id: "row");
    }, target: "main").Count);

    [Fact]
    public void An_id_that_is_given_twice_is_an_error_in_development_that_names_the_line()
    {
        static void Twice()
        {
            P(id: "row");
            Div(id: "row");
        }

        var message = DevelopmentErrorOf(Twice);
        Assert.Matches("The id \"row\" is given twice in one render; the second at MisuseTests.cs:[0-9]+", message);
        Assert.Contains("id: $\"row-{row.Id}\"", message, StringComparison.Ordinal);
        Is("""<p id="row"></p><div id="row"></div>""", Twice);
    }

    [Fact]
    public void Verbs_in_a_render_to_html_are_an_error_because_nobody_would_run_them() =>
        Assert.Contains("Use Live.Render", ErrorOf(() => Alert("x")), StringComparison.Ordinal);

    [Fact]
    public void After_an_error_the_next_render_begins_clean()
    {
        static void Fails()
        {
            Div().Open();
            Append("list", Li("x"));
            throw new InvalidOperationException();
        }

        Assert.Throws<InvalidOperationException>(() => Of(Fails));
        Is("<p>x</p>", () => P("x"));
        Assert.Throws<TemplateException>(() => P("x"));
    }

    [Fact]
    public void A_template_that_catches_an_error_goes_on_with_a_whole_page()
    {
        Element early = default;
        Caught("", () => P("text", attrs: [("bad name", 1)]));
        Caught("<b>x</b>", () => P(B("x"), title: "t", attrs: [("onclick", "1")]));
        Caught("<b>x</b>", () => Title("a", B("x")));
        Caught("", () => Script("</script>", nonce: "n"));
        Caught("", () => P(style: [("bad name", "1")]));
        Caught("", () => P(on: [("onwheel", Sample.Callback())]));
        Caught("<b>x</b><i>y</i>", () =>
        {
            early = B("x");
            I("y");
            P("a", early, title: "t");
        });
        Caught("<b>x</b>", () => P("a", early = B("x"), early));

        static void Caught(string expected, Action mistake) => Is(expected + "<p>next</p>", () =>
        {
            Assert.Throws<TemplateException>(mistake);
            P("next");
        });
    }

    [Fact]
    public void An_element_that_was_refused_leaves_its_id_free() =>
        Assert.Equal("""<p id="a">x</p>""", InDevelopment(() =>
        {
            Assert.Throws<TemplateException>(() => A("x", id: "a", href: "javascript:x"));
            P("x", id: "a");
            Assert.Throws<TemplateException>(() => P("y", id: "a"));
        }));

    [Fact]
    public void A_scope_that_was_kept_from_another_render_does_nothing()
    {
        Scope kept = default;
        Assert.Throws<TemplateException>(() => Live.RenderHtml(() => kept = Div().Open()));
        Is("<div><p></p></div>", () =>
        {
            using (Div().Open())
            {
                kept.Dispose();
                P();
            }
        });
    }
}
