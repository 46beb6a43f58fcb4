using Xunit;
using static LiveGen.Tests.Templates.Rendered;

namespace LiveGen.Tests.Templates;

/// <summary>Every way to call an element function compiles, and binds to the one meant.</summary>
public sealed class CallShapesTests
{
    static readonly string[] s_messages = ["one", "two"];
    static readonly bool s_yes = s_messages.Length > 0;

    [Fact]
    public void Children_alone() => Is("<p>hi</p>", () => P("hi"));

    [Fact]
    public void Children_of_several_kinds() => Is("<p>a<b>x</b>3c</p>", () => P("a", B("x"), 3, "c"));

    [Fact]
    public void Five_and_more_children() => Is("<p>abcde<b>f</b>g</p>", () => P("a", "b", "c", "d", "e", B("f"), "g"));

    [Fact]
    public void No_children() => Is("<div></div>", () => Div());

    [Fact]
    public void Attributes_alone() => Is("""<div id="x"></div>""", () => Div(id: "x"));

    [Fact]
    public void Children_and_attributes() => Is("""<label for="n">Name</label>""", () => Label("Name", @for: "n"));

    [Fact]
    public void Four_children_and_attributes() =>
        Is("""<p id="i">a<b>x</b>3c</p>""", () => P("a", B("x"), 3, "c", id: "i"));

    [Fact]
    public void A_collection_expression() => Is("<p>a<b>x</b>1</p>", () => P(["a", B("x"), 1]));

    [Fact]
    public void A_collection_expression_and_attributes() =>
        Is("""<p id="i">a<b>x</b>1</p>""", () => P(["a", B("x"), 1], id: "i"));

    [Fact]
    public void A_collection_expression_of_elements_and_attributes() =>
        Is("""<p id="i"><b>x</b><b>y</b></p>""", () => P([B("x"), B("y")], id: "i"));

    [Fact]
    public void A_spread() => Is("""<p id="i">a1</p>""", () =>
    {
        Content[] more = ["a", 1];
        P([.. more], id: "i");
    });

    [Fact]
    public void A_sequence() => Is("<ul><li>one</li><li>two</li></ul>", () => Ul(s_messages.Select(m => Li(m))));

    [Fact]
    public void A_sequence_and_attributes() =>
        Is("""<ul id="m"><li>one</li><li>two</li></ul>""", () => Ul(s_messages.Select(m => Li(m)), id: "m"));

    [Fact]
    public void A_list_of_elements() => Is("<ul><li>one</li><li>two</li></ul>", () =>
    {
        List<Element> items = [Li("one"), Li("two")];
        Ul(items);
    });

    [Fact]
    public void An_array_of_elements_and_attributes() => Is("""<ul id="m"><li>one</li></ul>""", () =>
    {
        Element[] items = [Li("one")];
        Ul(items, id: "m");
    });

    [Fact]
    public void Interpolated_text() => Is("<p>Hello Ada &amp; Bob</p>", () => P($"Hello {"Ada"} & {"Bob"}"));

    [Fact]
    public void Interpolated_text_and_attributes() => Is("""<p id="x">Hello Ada</p>""", () => P($"Hello {"Ada"}", id: "x"));

    [Fact]
    public void An_element_or_null() => Is("<p><b>x</b></p><p></p>", () =>
    {
        P(s_yes ? B("x") : null);
        P(s_yes ? null : B("x"));
    });

    [Fact]
    public void An_element_or_null_and_attributes() => Is("""<p id="i"><b>x</b></p>""", () => P(s_yes ? B("x") : null, id: "i"));

    [Fact]
    public void An_element_or_text() => Is("<p>a</p>", () => P(s_yes ? "a" : B("x")));

    [Fact]
    public void Null() => Is("""<p></p><p id="i"></p><p>a</p>""", () =>
    {
        P(null);
        P(null, id: "i");
        P(null, "a");
    });

    [Fact]
    public void A_void_element() => Is("""<br><input name="n">""", () =>
    {
        Br();
        Input(name: "n");
    });

    [Fact]
    public void Raw_text() => Is("""<script>let a = "<b>";</script><script src="/a.js"></script>""", () =>
    {
        Script("let a = \"<b>\";");
        Script(src: "/a.js");
    });

    [Fact]
    public void An_element_that_takes_no_children() => Is("""<iframe src="/a"></iframe>""", () => Iframe(src: "/a"));

    [Fact]
    public void A_drawing() => Is(
        """<svg viewBox="0 0 9 9"><path d="M0 0" stroke-width="2"></path></svg>""",
        () => Svg(SvgPath(d: "M0 0", strokeWidth: 2), viewBox: "0 0 9 9"));

    // P("a", "b", "c", "d", "e", id: "i") must not compile, rather than take "e" for an id.
    [Fact]
    public void A_fifth_text_beside_attributes_does_not_fit_the_guard()
    {
        var shapes = typeof(Tags).GetMethods()
            .Where(method => method.ReturnType == typeof(Element) && method.GetParameters().Any(p => p.Name == "id"));
        Assert.All(shapes, shape =>
        {
            var parameters = shape.GetParameters();
            Assert.Equal(typeof(NamedOnly), parameters[Array.FindIndex(parameters, p => p.Name == "id") - 1].ParameterType);
        });
        Assert.DoesNotContain(typeof(NamedOnly).GetMethods(), method => method.Name == "op_Implicit");
        Assert.Empty(typeof(NamedOnly).GetConstructors());
    }
}
