using LiveGen.BrowserTests.Browsing;
using Microsoft.AspNetCore.Routing.Template;
using Xunit;

namespace LiveGen.BrowserTests.Stories.Accessibility;

/// <summary>Every story as it opens. Stories that change a lot look again themselves.</summary>
public sealed class EveryStoryTests(Chromium chromium, StorySite site) : StoryTest(chromium, site)
{
    static readonly string[] s_pages =
    [
        "/sign-in", "/counter", "/inputs", "/client-commands", "/elsewhere", "/serialization", "/targets", "/forms", "/memory", "/notifications",
        "/partial/one", "/partial/two", "/partial/three", "/todo/nobody", "/booking", "/booking/1", "/booking/mine", "/forms/booked", "/snake", "/kitchen-sink",
    ];

    public static TheoryData<string> Pages => new(s_pages);

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task It_keeps_nobody_out(string page)
    {
        var ada = await OpenSignedInAsync("Ada", page);

        await Axe.RequireNoFindingsAsync(ada.Page);
    }

    [Fact]
    public void None_is_left_out() => Assert.All(Site.Pages, pattern =>
    {
        var matcher = new TemplateMatcher(TemplateParser.Parse(pattern), []);
        Assert.Contains(s_pages, page => matcher.TryMatch(page, []));
    });

    [Fact]
    public async Task A_finding_names_its_rule_and_its_element()
    {
        var ada = await OpenAsync("/snake");
        await ada.Page.EvaluateAsync("""
            () => {
                const field = document.createElement('input')
                field.id = 'nameless'
                document.querySelector('main').append(field)
            }
            """);

        var findings = await Axe.FindingsAsync(ada.Page);

        Assert.Equal(2, findings.Count);
        Assert.Equal("""Light: label (critical): Form elements must have labels: #nameless <input id="nameless">""", findings[0]);
        Assert.StartsWith("Dark: label (critical)", findings[1], StringComparison.Ordinal);
    }
}
