using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace LiveGen.Tests.Templates;

/// <summary>
/// A template that keeps elements and uses them at any time, opens and closes without order and catches every error: its
/// page still is whole, every tag closed where it was opened.
/// </summary>
/// <remarks>
/// Without verbs: those take HTML out of the page again, and an element that was kept from before may then by chance have
/// the position of another one (docs/decisions/001).
/// </remarks>
public sealed partial class RandomMisuseTests
{
    enum Kind { Make, Wrap, WrapOne, Interpolate, Join, Sequence, Open, Close, Text, Refused, Forget }

    sealed record Step(Kind Kind, int First, int Second);

    static readonly Gen<Step> s_step =
        from kind in Gen.Elements(Enum.GetValues<Kind>())
        from first in Gen.Choose(0, 9)
        from second in Gen.Choose(0, 9)
        select new Step(kind, first, second);

    [Fact]
    public void Every_page_is_whole() =>
        Prop.ForAll(Arb.From(s_step.ListOf(30)), steps =>
        {
            AssertWhole(Live.RenderHtml(() => Run([.. steps])));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    static void Run(IReadOnlyList<Step> steps)
    {
        var kept = new List<Element>();
        var open = new List<Scope>();
        foreach (var step in steps)
        {
            try
            {
                Take(step, kept, open);
            }
            catch (TemplateException)
            {
                // Many of these steps are mistakes; what counts is the page that they leave behind.
            }
        }
        for (var i = open.Count - 1; i >= 0; i--)
            open[i].Dispose();
    }

    static void Take(Step step, List<Element> kept, List<Scope> open)
    {
        switch (step.Kind)
        {
            case Kind.Make:
                kept.Add(B(step.First, id: "i"));
                break;
            case Kind.Wrap:
                kept.Add(Div("a", Any(step.First), "b", Any(step.Second), title: "t"));
                break;
            case Kind.WrapOne:
                kept.Add(Section(Any(step.First)));
                break;
            case Kind.Interpolate:
                kept.Add(P($"a{Any(step.First)}b{I("new")}{Any(step.Second)}"));
                break;
            case Kind.Join:
                kept.Add(Join(", ", Any(step.First), I("new"), Any(step.Second)));
                break;
            case Kind.Sequence:
                kept.Add(Ul([Any(step.First), Any(step.Second)], hidden: true));
                break;
            case Kind.Open:
                open.Add(Any(step.First).Open());
                break;
            case Kind.Close when open.Count > 0:
                var index = step.First % open.Count;
                var scope = open[index];
                scope.Dispose();
                open.RemoveAt(index);
                break;
            case Kind.Text:
                Text("text");
                break;
            case Kind.Refused:
                Textarea(Any(step.First), Any(step.Second));
                break;
            case Kind.Forget when kept.Count > 0:
                kept.RemoveAt(step.First % kept.Count);
                break;
        }

        Element Any(int number) => kept.Count == 0 ? default : kept[^(1 + number % Math.Min(kept.Count, 3))];
    }

    static void AssertWhole(string html)
    {
        var open = new Stack<string>();
        var rest = Tag().Replace(html, tag =>
        {
            if (tag.Groups[1].Length == 0)
                open.Push(tag.Groups[2].Value);
            else
                Assert.Equal(open.Pop(), tag.Groups[2].Value);
            return "";
        });
        Assert.Empty(open);
        Assert.DoesNotContain('<', rest);
        Assert.DoesNotContain('>', rest);
    }

    [GeneratedRegex("""<(/?)([a-z]+)(?: [a-z]+(?:="[a-z]*")?)*>""")]
    private static partial Regex Tag();
}
