using Xunit;
using static LiveGen.Tests.Templates.Rendered;

namespace LiveGen.Tests.Templates;

/// <summary>What compiles and looks right is right, or an error that says why not.</summary>
public sealed class ContentTrapTests
{
    static readonly string[] s_items = ["1", "2"];

    [Fact]
    public void A_lazy_sequence_can_stand_in_a_hole() =>
        Is("<p>a <b>1</b><b>2</b> b</p>", () => P($"a {s_items.Select(x => B(x))} b"));

    [Fact]
    public void Elements_made_before_can_stand_in_a_hole()
    {
        Is("<p>a <b>1</b><b>2</b> b</p>", () =>
        {
            var made = s_items.Select(x => B(x)).ToList();
            P($"a {made} b");
        });
        Is("<p>a <b>1</b><b>2</b> b</p>", () => P($"a {s_items.Select(x => B(x)).ToArray()} b"));
        Is("<p>a  b</p>", () => P($"a {new List<Element>()} b"));
    }

    [Fact]
    public void An_element_or_null_can_stand_in_a_hole()
    {
        Is("<p>a <b>x</b> b</p>", () =>
        {
            Element? some = B("x");
            P($"a {some} b");
        });
        Is("<p>a  b</p>", () =>
        {
            Element? none = null;
            P($"a {none} b");
        });
    }

    [Fact]
    public void Each_takes_elements_made_before_into_their_parent()
    {
        Is("<ul><li>1</li><li>2</li></ul>", () =>
        {
            var made = s_items.Select(x => Li(x)).ToList();
            Ul(Each(made, x => x));
        });
        Is("<ul><li>1</li><li>2</li><li>3</li></ul>", () =>
        {
            Element? made = Li("1");
            Ul(Each(["1", "2", "3"], x => x == "1" ? made!.Value : Li(x)));
        });
    }

    [Fact]
    public void Each_refuses_elements_that_cannot_stand_where_it_stands()
    {
        Refused(made =>
        {
            P("between");
            return Ul(Each(made, x => x));
        });
        Refused(made => Ul(Each(made[..1], x => x)));
        Refused(made => Ul(Each([1, 0], i => made[i])));
        Refused(made => Ul(Each([0, 1, 1], i => made[i])));
        Refused(made => Ul(Each([3, 0, 1], i => i < 2 ? made[i] : Li("new"))));

        static void Refused(Func<List<Element>, Element> use) => Assert.Contains("is used as a child here", ErrorOf(() =>
            use(s_items.Select(x => Li(x)).ToList())), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_takes_what_a_template_writes_in_statements() =>
        Is("<dl><dt>1</dt><dd>x</dd><dt>2</dt><dd>x</dd></dl>", () => Dl(Each(s_items, x =>
        {
            Dt(x);
            return Dd("x");
        })));

    [Fact]
    public void A_sequence_cannot_be_opened_as_its_last_element()
    {
        Assert.Contains("a fragment cannot be opened", ErrorOf(() => Each(s_items, x => Li(x)).Open()), StringComparison.Ordinal);
        Assert.Contains("a fragment cannot be opened", ErrorOf(() => Join(",", s_items.Select(x => Li(x))).Open()), StringComparison.Ordinal);
        Assert.Throws<TemplateException>(() => Of(() =>
        {
            P("x");
            Raw("").Open();
        }));
    }

    [Fact]
    public void An_element_that_holds_text_only_cannot_be_opened()
    {
        Assert.Contains("<textarea> cannot be opened", ErrorOf(() =>
        {
            using (Textarea().Open())
                P("x");
        }), StringComparison.Ordinal);
        Assert.Contains("<title> cannot be opened", ErrorOf(() => Title().Open()), StringComparison.Ordinal);
    }
}
