using System.Text.RegularExpressions;
using Xunit;

namespace LiveGen.Tests.Docs;

/// <summary>The tests that <c>docs/reliability.md</c> names beside the cases of other systems are there.</summary>
public sealed partial class CasesTests
{
    static readonly (string Of, string Here)[] s_rows =
        [.. Row().Matches(RepositoryFiles.Read("docs/reliability.md").Split("## Cases of other systems")[1])
            .Skip(2).Select(row => (row.Groups[1].Value, row.Groups[2].Value))];

    [Fact]
    public void Every_case_names_tests_and_one_that_does_not_apply_says_why()
    {
        Assert.Equal(["AnyCable", "Autobahn", "Centrifuge", "Channels", "LiveView", "Phoenix", "SignalR", "Socket.IO"],
            s_rows.Select(row => row.Of).Distinct().Order(StringComparer.Ordinal));
        Assert.All(s_rows, row => Assert.Matches("^(– [a-z].*)?`", row.Here));
    }

    [Fact]
    public void Every_test_that_is_named_is_there()
    {
        var sources = RepositoryFiles.Below("tests", "*.cs").Select(RepositoryFiles.Read).ToArray();

        Assert.Empty(
            from row in s_rows
            from Match name in Backticked().Matches(row.Here)
            let test = Test().Match(name.Groups[1].Value)
            where test.Success && !sources.Any(source => IsIn(source, test.Groups[1].Value, test.Groups[2].Value))
            select name.Groups[1].Value);
        Assert.Empty(
            from row in s_rows
            from Match name in Backticked().Matches(row.Here)
            let test = ClientTest().Match(name.Groups[1].Value)
            where test.Success && !RepositoryFiles.Read("src/LiveGen.Client/test/" + test.Groups[1].Value).Contains($"test(\"{test.Groups[2].Value}", StringComparison.Ordinal)
            select name.Groups[1].Value);
    }

    [Fact]
    public void Nothing_else_is_named_where_tests_are() => Assert.Empty(
        from row in s_rows
        from Match name in Backticked().Matches(row.Here)
        where !Test().IsMatch(name.Groups[1].Value) && !ClientTest().IsMatch(name.Groups[1].Value)
        where name.Groups[1].Value is not ("OnConnectedAsync" or "OnResumedAsync")
        select name.Groups[1].Value);

    static bool IsIn(string source, string type, string test) =>
        Regex.IsMatch(source, $@"\bclass {type}\b") && Regex.IsMatch(source, $@"^    public (async )?(Task|void) {test}\(", RegexOptions.Multiline);

    // | of | case | here |
    [GeneratedRegex(@"^\| ?([^|]*?) ?\|[^|]*\| ?([^|]*?) ?\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Backticked();

    [GeneratedRegex(@"^(\w+)\.(\w+_\w+)$")]
    private static partial Regex Test();

    [GeneratedRegex(@"^((?:unit|browser|protocol)/[\w-]+\.test\.ts): (.+)$")]
    private static partial Regex ClientTest();
}
