using System.Reflection;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Stories.Accessibility;

/// <summary>axe-core in a page: what would keep people out.</summary>
static class Axe
{
    // Each finding that is serious or critical on one line: rule, how bad, what it is about, and the element.
    const string Run = """
        async () => (await axe.run(document, { resultTypes: ['violations'] })).violations
            .filter(rule => ['serious', 'critical'].includes(rule.impact))
            .flatMap(rule => rule.nodes.map(node => `${rule.id} (${rule.impact}): ${rule.help}: ${node.target.join(' ')} ${node.html}`))
        """;

    static readonly string s_source = File.ReadAllText(typeof(Axe).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "AxeSource").Value!);

    /// <summary>Fails with every finding, when there is one.</summary>
    public static async Task RequireNoFindingsAsync(IPage page)
    {
        var findings = await FindingsAsync(page);
        Assert.True(findings.Count == 0, string.Join('\n', findings));
    }

    /// <summary>The page's serious and critical findings in both colour schemes.</summary>
    public static async Task<IReadOnlyList<string>> FindingsAsync(IPage page)
    {
        await page.EvaluateAsync(s_source);
        var findings = new List<string>();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            foreach (var finding in await page.EvaluateAsync<string[]>(Run))
                findings.Add($"{scheme}: {finding}");
        }
        return findings;
    }
}
