using System.Text.RegularExpressions;
using LiveGen.Redis;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests;

/// <summary>
/// What users may build on, as a text under review: a change of the public surface is a change of
/// <c>PublicApi.approved.txt</c> in the same commit. The generated element functions are left out; their data file is theirs.
/// </summary>
public sealed partial class PublicApiTests
{
    const string Approved = "tests/LiveGen.Tests/PublicApi.approved.txt";
    const string Received = "tests/LiveGen.Tests/PublicApi.received.txt";

    static readonly HashSet<string> s_generated = [.. RepositoryFiles.Below("src/LiveGen/Templates", "*.g.cs")
        .SelectMany(path => GeneratedName().Matches(RepositoryFiles.Read(path)))
        .Select(match => match.Groups[1].Success ? $"LiveGen.Templates.Tags.{match.Groups[1]}" : $"LiveGen.Templates.{match.Groups[2]}")];

    [Fact]
    public void The_public_surface_is_the_approved_one()
    {
        var api = string.Join('\n', new[] { typeof(LiveGenOptions).Assembly, typeof(RedisChannelLayerOptions).Assembly }
            .Select(assembly => PublicApi.Describe(assembly, s_generated.Contains)));
        var approved = Path.Combine(RepositoryFiles.Root, Approved);
        var received = Path.Combine(RepositoryFiles.Root, Received);
        if (File.Exists(approved) && File.ReadAllText(approved) == api)
        {
            File.Delete(received);
            return;
        }
        File.WriteAllText(received, api);
        var before = File.Exists(approved) ? File.ReadAllLines(approved) : [];
        var after = api.Split('\n');
        Assert.Fail($"The public surface has changed. If that is meant: mv {Received} {Approved}\n" +
            string.Join('\n', before.Except(after).Select(line => "- " + line.Trim())
                .Concat(after.Except(before).Select(line => "+ " + line.Trim()))));
    }

    [GeneratedRegex(@"^ *public (?:static Element (\w+)\(|(?:readonly )?(?:partial )?(?:record )?(?:struct|enum) (\w+))", RegexOptions.Multiline)]
    private static partial Regex GeneratedName();
}
