using System.Text.RegularExpressions;
using Xunit;
using Xunit.Abstractions;

namespace LiveGen.Tests;

/// <summary>
/// Who may name whom. The graph is read from the sources: a file belongs to the layer of its folder, and an arrow is a type of
/// another layer that its code names. There are no cycles, so each layer can be read and tested with those below it.
/// </summary>
public sealed partial class LayerTests(ITestOutputHelper output)
{
    const int LongestFile = 250;
    const string Root = "(root)";

    static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Wire"] = [],
        ["Commands"] = ["Wire"],
        ["Channels"] = ["Wire"],
        ["Templates"] = ["Commands", "Wire"],
        ["LiveViews"] = ["Templates", "Commands", "Wire"],
        ["Consumers"] = ["Templates", "Commands", "Channels", "Wire"],
        [Root] = ["LiveViews", "Consumers", "Templates", "Commands", "Channels", "Wire"],
        // AddRedis is an extension of the root's LiveGenBuilder, and a process without pages gets the group sender by it.
        ["LiveGen.Redis"] = ["Channels", "Wire", Root],
    };

    static readonly string[] s_layered = ["src/LiveGen", "src/LiveGen.Redis"];
    static readonly string[] s_elsewhere = ["tests", "examples", "tools"];
    static readonly IReadOnlyList<Source> s_sources = [.. ReadSources()];

    [Fact]
    public void The_allowed_arrows_have_no_cycle()
    {
        var done = new HashSet<string>();
        while (s_allowed.Keys.FirstOrDefault(layer => !done.Contains(layer) && s_allowed[layer].All(done.Contains)) is { } next)
            done.Add(next);
        Assert.Equal(s_allowed.Keys.Order(), done.Order());
    }

    [Fact]
    public void Every_file_of_the_framework_is_in_a_layer()
    {
        Assert.Empty(s_sources.Select(source => source.Layer).Distinct().Except(s_allowed.Keys));
        Assert.True(s_sources.Count > 100, "The sources were not found.");
    }

    [Fact]
    public void Namespace_and_folder_are_the_same()
    {
        var misplaced = s_sources
            .Where(source => source.Layer is not (Root or "LiveGen.Redis") && source.Namespace != $"LiveGen.{source.Layer}")
            .Select(source => $"{source.Path} declares {source.Namespace}; its folder says LiveGen.{source.Layer}");
        Assert.Empty(misplaced);
    }

    [Fact]
    public void Layers_name_only_the_layers_below_them()
    {
        var homes = s_sources.SelectMany(source => source.Declares.Select(type => (type, source.Layer)))
            .GroupBy(declared => declared.type).Where(group => group.Select(declared => declared.Layer).Distinct().Count() == 1)
            .ToDictionary(group => group.Key, group => group.First().Layer);

        var arrows =
            from source in s_sources
            from name in Mentions(source, homes)
            let home = homes[name]
            where home != source.Layer && !s_allowed[source.Layer].Contains(home)
            select $"{source.Path} names {name} of {home}; {source.Layer} may name only " +
                $"{(s_allowed[source.Layer] is [] ? "itself" : string.Join(", ", s_allowed[source.Layer]))}";
        Assert.Empty(arrows);
    }

    [Fact]
    public void Files_are_short()
    {
        var lengths = s_sources.Where(source => !source.Path.EndsWith(".g.cs", StringComparison.Ordinal))
            .Select(source => (source.Path, Lines: source.Text.Count(c => c == '\n')))
            .Concat(s_elsewhere.SelectMany(folder => RepositoryFiles.Below(folder, "*.cs"))
                .Select(path => (Path: path, Lines: RepositoryFiles.Read(path).Count(c => c == '\n'))))
            .OrderBy(file => file.Lines).ToArray();
        output.WriteLine($"{lengths.Length} files, median {lengths[lengths.Length / 2].Lines} lines, longest {lengths[^1]}");
        Assert.Empty(lengths.Where(file => file.Lines > LongestFile)
            .Select(file => $"{file.Path} has {file.Lines} lines; split it before line {LongestFile}"));
    }

    // A layer's namespace that a file does not use gives it no names: "Key" there is a word, not the type.
    static IEnumerable<string> Mentions(Source source, Dictionary<string, string> homes)
    {
        var words = Word().Matches(source.Code).Select(match => match.Value).ToHashSet();
        return words.Where(word => homes.TryGetValue(word, out var home) && Sees(source, home));
    }

    static bool Sees(Source source, string layer) =>
        layer == Root || source.Layer == Root || Regex.IsMatch(source.Code, $@"\bLiveGen\.{Regex.Escape(layer)}\b") ||
        Regex.IsMatch(source.Code, $@"\b{Regex.Escape(layer)}\.[A-Z]");

    static IEnumerable<Source> ReadSources() =>
        from folder in s_layered
        from path in RepositoryFiles.Below(folder, "*.cs")
        let inside = path[(folder.Length + 1)..].Split('/')
        let layer = folder.EndsWith("Redis", StringComparison.Ordinal) ? "LiveGen.Redis" : inside.Length > 1 ? inside[0] : Root
        select new Source(path, layer, RepositoryFiles.Read(path));

    sealed record Source(string Path, string Layer, string Text)
    {
        /// <summary>Without comments and texts, whose words are nobody's types; the holes of interpolations go with them.</summary>
        public string Code { get; } = Prose().Replace(Text, " ");

        public string Namespace => NamespaceName().Match(Code).Groups[1].Value;

        public IEnumerable<string> Declares => Declaration().Matches(Code).Select(match => match.Groups[1].Value);
    }

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])'""", RegexOptions.Singleline)]
    private static partial Regex Prose();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex NamespaceName();

    [GeneratedRegex(@"^(?:[a-z]+ )*(?:class|struct|record|interface|enum|record struct) (\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Word();
}
