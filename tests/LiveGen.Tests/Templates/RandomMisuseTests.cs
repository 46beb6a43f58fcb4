using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace LiveGen.Tests.Templates;

/// <summary>
/// A template that keeps elements and uses them at any time, opens and closes without order, uses verbs and catches every
/// error: its page still is whole, every tag closed where it was opened, and so is each command's HTML.
/// </summary>
/// <remarks>
/// Verbs take HTML out of the page again, and an element that was kept from before may then have the position of another
/// one: what a verb sends must be the very element that it was given.
/// </remarks>
public sealed partial class RandomMisuseTests
{
    enum Kind
    {
        Make, Wrap, WrapOne, Interpolate, Join, Sequence, Every, Open, Close, Text, Refused, Forget, Append, AppendText, Target,
    }

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
            var template = new Template();
            using var json = JsonDocument.Parse(Live.Render(() => template.Run([.. steps]), target: "page").Json);
            var commands = json.RootElement.EnumerateArray().Select(c => (To: c[1].GetString()!, Html: c[2].GetString()!)).ToList();
            foreach (var command in commands)
                AssertWhole(command.Html);
            Assert.Equal(template.Sent, commands.Where(c => c.To == "one").Select(c => c.Html));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    sealed class Template
    {
        readonly List<Element> _kept = [];
        readonly List<Scope> _open = [];
        readonly Dictionary<Element, string> _html = [];
        int _made;

        /// <summary>What the elements that a verb took were when they were made.</summary>
        public List<string> Sent { get; } = [];

        public void Run(IReadOnlyList<Step> steps)
        {
            foreach (var step in steps)
            {
                try
                {
                    Take(step);
                }
                catch (TemplateException)
                {
                    // Many of these steps are mistakes; what counts is the page that they leave behind.
                }
            }
            for (var i = _open.Count - 1; i >= 0; i--)
                _open[i].Dispose();
        }

        void Take(Step step)
        {
            switch (step.Kind)
            {
                case Kind.Make:
                    Keep(B(_made++, id: "i"));
                    break;
                case Kind.Wrap:
                    Keep(Div("a", Any(step.First), "b", Any(step.Second), title: "t"));
                    break;
                case Kind.WrapOne:
                    Keep(Section(Any(step.First)));
                    break;
                case Kind.Interpolate:
                    Keep(P($"a{Any(step.First)}b{I("new")}{Any(step.Second)}"));
                    break;
                case Kind.Join:
                    Keep(Join(", ", Any(step.First), I("new"), Any(step.Second)));
                    break;
                case Kind.Sequence:
                    Keep(Ul([Any(step.First), Any(step.Second)], hidden: true));
                    break;
                case Kind.Every:
                    Keep(Ol(Each(_kept.TakeLast(step.First % 3), x => x)));
                    break;
                case Kind.Open:
                    var opened = Any(step.First);
                    _open.Add(opened.Open());
                    _html.Remove(opened);
                    break;
                case Kind.Close when _open.Count > 0:
                    var index = step.First % _open.Count;
                    _open[index].Dispose();
                    _open.RemoveAt(index);
                    break;
                case Kind.Text:
                    Text("text");
                    break;
                case Kind.Refused:
                    Textarea(Any(step.First), Any(step.Second));
                    break;
                case Kind.Forget when _kept.Count > 0:
                    _kept.RemoveAt(step.First % _kept.Count);
                    break;
                case Kind.Append when _html.TryGetValue(Any(step.First), out var html):
                    Append("one", Any(step.First));
                    Sent.Add(html);
                    break;
                case Kind.AppendText:
                    Append("text", $"{Any(step.First)} and {B("new")}");
                    break;
                case Kind.Target:
                    _open.Add(Target("t"));
                    break;
            }
        }

        void Keep(Element element)
        {
            _kept.Add(element);
            var (start, end) = (element.Range.Start, element.Range.End);
            _html[element] = Encoding.UTF8.GetString(RenderContext.Current.Html[start..end]);
        }

        Element Any(int number) => _kept.Count == 0 ? default : _kept[^(1 + number % Math.Min(_kept.Count, 3))];
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
