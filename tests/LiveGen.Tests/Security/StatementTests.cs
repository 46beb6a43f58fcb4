using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace LiveGen.Tests.Security;

/// <summary>The table of statements in <c>docs/security.md</c> and the tests named after them agree.</summary>
public sealed partial class StatementTests
{
    static readonly (int Number, string Place)[] s_rows =
        [.. Row().Matches(RepositoryFiles.Read("docs/security.md")).Select(row => (Number(row.Groups[1]), row.Groups[2].Value))];

    [Fact]
    public void Each_statement_names_the_classes_whose_tests_prove_it() => Assert.Equal(
        from path in RepositoryFiles.Below("tests", "*.cs")
        from Match test in Test().Matches(RepositoryFiles.Read(path))
        group Path.GetFileNameWithoutExtension(path) by Number(test.Groups[1]) into tests
        orderby tests.Key
        select $"{tests.Key}: {string.Join(", ", tests.Distinct().Order(StringComparer.Ordinal))}",
        from row in s_rows
        let classes = Backticked().Matches(row.Place).Select(name => name.Groups[1].Value)
        where classes.Any()
        select $"{row.Number}: {string.Join(", ", classes)}");

    [Fact]
    public void None_is_forgotten_and_where_no_test_is_the_row_says_why()
    {
        Assert.Equal([3, 4, 5, 6, 7, 8, 15, 16, 17, 18, 19, 20, 21, .. Enumerable.Range(23, 14)], s_rows.Select(row => row.Number));
        Assert.DoesNotContain(s_rows, row => row.Place.Length == 0);
    }

    static int Number(Group digits) => int.Parse(digits.Value, CultureInfo.InvariantCulture);

    // | 15 | statement | `Class`, `Class` |
    [GeneratedRegex(@"^\| (\d+) \|.*\| ([^|]*) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Backticked();

    [GeneratedRegex(@"public (?:async )?(?:Task|void) Statement_(\d\d)_\w+\(")]
    private static partial Regex Test();
}
