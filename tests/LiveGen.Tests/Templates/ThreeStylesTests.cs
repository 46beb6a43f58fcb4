using Xunit;
using static LiveGen.Tests.Templates.Rendered;

namespace LiveGen.Tests.Templates;

/// <summary>Statements, expressions and open elements give the same page, alone and mixed.</summary>
public sealed class ThreeStylesTests
{
    const string Page = """<div id="c"><h1>Hi</h1><p>a<b>b</b>c</p></div>""";

    [Fact]
    public void Statements_inside_an_open_element() => Is(Page, () =>
    {
        using (Div(id: "c").Open())
        {
            H1("Hi");
            using (P().Open())
            {
                Text("a");
                B("b");
                Text("c");
            }
        }
    });

    [Fact]
    public void One_expression() => Is(Page, () => Div(H1("Hi"), P("a", B("b"), "c"), id: "c"));

    [Fact]
    public void A_mixture() => Is(Page, () =>
    {
        using var div = Div(id: "c").Open();
        H1("Hi");
        P("a", B("b"), "c");
    });

    [Fact]
    public void Opening_after_children_continues_behind_them() => Is("""<ul id="u"><li>1</li><li>2</li></ul>""", () =>
    {
        using (Ul(Li("1"), id: "u").Open())
            Li("2");
    });

    [Fact]
    public void Open_elements_nest() => Is("<main><section><p>x</p></section><p>y</p></main>", () =>
    {
        using (Main().Open())
        {
            using (Section().Open())
                P("x");
            P("y");
        }
    });

    [Fact]
    public void A_using_declaration_closes_in_reverse_order() => Is("<html><body>x</body></html>", () =>
    {
        using var html = Html().Open();
        using var body = Body().Open();
        Text("x");
    });

    [Fact]
    public void A_method_that_writes_statements_is_a_component() => Is("<div><p>a</p><p>b</p></div>", () =>
    {
        using (Div().Open())
        {
            Paragraph("a");
            Paragraph("b");
        }

        static void Paragraph(string text) => P(text);
    });

    [Fact]
    public void A_method_that_returns_an_element_is_a_component_for_expressions() =>
        Is("<div><dt>a</dt><dd>b</dd>c</div>", () =>
        {
            Div(Term("a", "b"), "c");

            static Element Term(string term, string description) => Fragment(Dt(term), Dd(description));
        });

    [Fact]
    public void A_component_may_put_its_parameters_where_it_likes() => Is(
        "<section><h2>Title</h2><p>a</p>!</section><p>before <b>1</b>2<i>3</i></p>",
        () =>
        {
            Card("Title", P("a"));
            var (three, one) = (I("3"), B("1"));
            P("before ", one, 2, three);

            static Element Card(string title, Content body) => Section(H2(title), body, "!");
        });

    [Fact]
    public void A_closed_scope_may_be_disposed_again() => Is("<p>x</p><p>y</p>", () =>
    {
        var p = P().Open();
        Text("x");
        p.Dispose();
        p.Dispose();
        P("y");
    });

    [Fact]
    public void A_preformatted_element_keeps_its_first_line_break_in_every_style() => Assert.All(
        new Action[]
        {
            () => Pre("\nx"),
            () => Pre(Span("\nx")),
            () => Pre("\n", B("x")),
            () => Pre("\nx", id: "a", title: ">"),
            () =>
            {
                using (Pre().Open())
                    Text("\nx");
            },
            () =>
            {
                using (Pre("\n").Open())
                    Text("x");
            },
            () => Textarea("\nx"),
        },
        template => Assert.Equal("\nx", Parsed(template).TextContent));
}
