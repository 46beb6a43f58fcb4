using System.Text.RegularExpressions;
using LiveGen.TagGenerator;
using Xunit;

namespace LiveGen.Tests.Docs;

/// <summary>What the documentation shows is code that compiles: each sample stands in a test or an example.</summary>
public sealed partial class DocumentationTests
{
    static readonly string s_repository = Generator.FindRepository(AppContext.BaseDirectory);

    static readonly Lazy<List<string>> s_sources = new(() =>
        [.. from folder in (string[])["tests", "examples"]
            from file in Directory.EnumerateFiles(Path.Combine(s_repository, folder), "*.cs", SearchOption.AllDirectories)
            where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            select Flat(File.ReadAllText(file))]);

    [Theory]
    [InlineData("templates.md")]
    [InlineData("actions.md")]
    [InlineData("consumers.md")]
    [InlineData("plugins.md")]
    [InlineData("uploads.md")]
    [InlineData("forms.md")]
    [InlineData("getting-started.md")]
    [InlineData("navigation.md")]
    [InlineData("operations.md")]
    [InlineData("reliability.md")]
    [InlineData("security.md")]
    [InlineData("../README.md")]
    public void Every_sample_stands_in_compiled_code(string page)
    {
        var samples = Sample().Matches(File.ReadAllText(Path.Combine(s_repository, "docs", page)).ReplaceLineEndings("\n"));
        Assert.NotEmpty(samples);
        Assert.All(samples, sample =>
        {
            var code = Flat(sample.Groups[1].Value);
            Assert.True(s_sources.Value.Any(source => source.Contains(code, StringComparison.Ordinal)),
                $"docs/{page} shows code that stands in no test and no example:\n{sample.Groups[1].Value}");
        });
    }

    // Indentation and empty lines may differ.
    static string Flat(string code) =>
        string.Join('\n', code.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Sample();
}
