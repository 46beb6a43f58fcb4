using LiveGen.BrowserTests.Browsing;
using Xunit;

namespace LiveGen.BrowserTests.Stories.Accessibility;

/// <summary>Every story as it opens. Stories that change a lot look again themselves.</summary>
public sealed class EveryStoryTests(Chromium chromium, StorySite site) : StoryTest(chromium, site)
{
    [Theory]
    [InlineData("/snake")]
    [InlineData("/kitchen-sink")]
    public async Task It_keeps_nobody_out(string path)
    {
        var ada = await OpenAsync(path);

        Assert.Empty(await Axe.FindingsAsync(ada.Page));
    }

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
