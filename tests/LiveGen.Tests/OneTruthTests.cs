using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests;

/// <summary>What C#, the browser runtime and the protocol's documentation each say, they say alike.</summary>
public sealed partial class OneTruthTests
{
    static readonly string s_protocol = RepositoryFiles.Read("docs/protocol.md");

    [Fact]
    public void Every_command_is_written_by_a_verb_run_by_the_runtime_and_described()
    {
        var written = Names(RepositoryFiles.Below("src/LiveGen", "*.cs"), CommandLiteral());
        var registered = RegisteredNames(RepositoryFiles.Read("src/LiveGen.Client/src/verbs.ts"));
        var described = CommandRow().Matches(Section(2)).SelectMany(row => Backticked().Matches(row.Groups[1].Value))
            .Select(name => name.Groups[1].Value).Order(StringComparer.Ordinal).ToArray();

        Assert.Equal(described, written);
        Assert.Equal(described, registered);
    }

    [Fact]
    public void The_close_codes_are_those_of_the_protocol()
    {
        var described = CodeRow().Matches(Section(5))
            .SelectMany(row => row.Groups[1].Value.Split(", ").Select(code => (Code: int.Parse(code, CultureInfo.InvariantCulture), Rule: row.Groups[2].Value)))
            .ToDictionary(row => row.Code, row => row.Rule.Split(' ')[0]);
        var sent = typeof(CloseCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (int)field.GetRawConstantValue()!);

        Assert.Empty(sent.Except(described.Keys));
        var source = RepositoryFiles.Read("src/LiveGen.Client/src/extras/sockets/closing.ts");
        var from = source.IndexOf("export function closeRule", StringComparison.Ordinal);
        var rule = source[from..source.IndexOf("\n}\n", from, StringComparison.Ordinal)];
        var special = CodesAndRule().Matches(rule)
            .SelectMany(run => Number().Matches(run.Groups[1].Value).Select(code => (Code: int.Parse(code.Value, CultureInfo.InvariantCulture), Rule: run.Groups[2].Value)))
            .ToDictionary(row => row.Code, row => row.Rule);
        foreach (var (code, does) in described)
            Assert.Equal(special.GetValueOrDefault(code, "retry"), does switch
            {
                "stops" or "stops," => "stop",
                "reloads" => "reload",
                "renders" => "render",
                "tries" => "once",
                _ => "retry",
            });
        Assert.Empty(special.Keys.Except(described.Keys));
    }

    [Fact]
    public void Both_ends_speak_the_same_version()
    {
        var client = RepositoryFiles.Read("src/LiveGen.Client/src/extras/sockets/frames.ts");

        Assert.Contains($"VERSION = {Protocol.Version}\n", client, StringComparison.Ordinal);
        Assert.Contains($"SUBPROTOCOL = \"{Protocol.Subprotocol}\"", client, StringComparison.Ordinal);
        Assert.Contains($"`{Protocol.Subprotocol}`", s_protocol, StringComparison.Ordinal);
    }

    // The members of "const verbs = { … }" are livegen.*, and a few names are registered as they are.
    static string[] RegisteredNames(string source)
    {
        var from = source.IndexOf("const verbs = {", StringComparison.Ordinal);
        var table = source[from..source.IndexOf("\n}\n", from, StringComparison.Ordinal)];
        return [.. VerbMember().Matches(table).Select(match => "livegen." + match.Groups[1].Value)
            .Concat(RegisterCall().Matches(source).Select(match => match.Groups[1].Value)).Order(StringComparer.Ordinal)];
    }

    static string Section(int number)
    {
        var from = s_protocol.IndexOf($"\n## {number}. ", StringComparison.Ordinal);
        return s_protocol[from..s_protocol.IndexOf("\n## ", from + 1, StringComparison.Ordinal)];
    }

    static string[] Names(IEnumerable<string> paths, Regex name) =>
        [.. paths.SelectMany(path => name.Matches(RepositoryFiles.Read(path))).Select(match => match.Groups[1].Value)
            .Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex("\"(livegen\\.\\w+|alert|console\\.log)\"u8")]
    private static partial Regex CommandLiteral();

    [GeneratedRegex(@"^  (\w+)(?=[:(,])", RegexOptions.Multiline)]
    private static partial Regex VerbMember();

    [GeneratedRegex("register\\(\"([\\w.]+)\"")]
    private static partial Regex RegisterCall();

    [GeneratedRegex(@"^\| (`[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex CommandRow();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Backticked();

    // | 1000, 1001 | meaning | what the page does |
    [GeneratedRegex(@"^\| (\d{4}(?:, \d{4})*) \|[^|]*\| ([a-z ]+)[^|]*\|", RegexOptions.Multiline)]
    private static partial Regex CodeRow();

    // Codes, and the next word in quotes: what they make the page do.
    [GeneratedRegex("((?:\\b\\d{4}\\b[^\"\\d]*)+)\"(\\w+)\"")]
    private static partial Regex CodesAndRule();

    [GeneratedRegex(@"\b\d{4}\b")]
    private static partial Regex Number();
}
