using System.Reflection;
using System.Text.RegularExpressions;
using LiveGen.Redis;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests;

/// <summary>Habits that a reviewer need not check. (That public members are documented, the compiler checks.)</summary>
public sealed partial class ConventionTests
{
    static readonly Assembly[] s_assemblies = [typeof(LiveGenOptions).Assembly, typeof(RedisChannelLayerOptions).Assembly];

    static readonly string[] s_projects = ["src", "tests", "examples", "tools"];

    [Fact]
    public void Internal_classes_are_sealed() => Assert.Empty(
        from assembly in s_assemblies
        from type in assembly.GetTypes()
        where type is { IsClass: true, IsVisible: false, IsSealed: false, IsAbstract: false } && !IsCompilers(type)
            && !assembly.GetTypes().Any(other => other.BaseType is { } b && (b == type || b.IsGenericType && b.GetGenericTypeDefinition() == type))
        select $"{type.FullName} is not sealed and nothing derives from it");

    [Fact]
    public void Tests_await_what_they_wait_for() => Assert.Empty(
        from path in RepositoryFiles.Below("tests", "*.cs")
        where path.Split('/')[1].EndsWith("Tests", StringComparison.Ordinal) // benchmarks and load measure time
            && !path.EndsWith("ConventionTests.cs", StringComparison.Ordinal)
        from Match match in Sleep().Matches(RepositoryFiles.Read(path))
        select $"{path} has {match.Value}: await what is to happen, or use a manual TimeProvider");

    [Fact]
    public void Tests_are_neither_skipped_nor_retried() => Assert.Empty(
        from path in RepositoryFiles.Below("tests", "*.cs").Concat(RepositoryFiles.Below("src/LiveGen.Client/test", "*.ts"))
        where !path.EndsWith("ConventionTests.cs", StringComparison.Ordinal)
        from Match match in Skip().Matches(RepositoryFiles.Read(path))
        select $"{path} has {match.Value}");

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = RepositoryFiles.Read("LiveGen.sln").Replace('\\', '/');
        Assert.Empty(
            from folder in s_projects
            from path in RepositoryFiles.Below(folder, "*.csproj")
            where !solution.Contains($"\"{path}\"", StringComparison.Ordinal)
            select $"dotnet sln LiveGen.sln add {path}");
    }

    static bool IsCompilers(Type type) =>
        type.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), inherit: false) ||
        type.FullName!.Contains('<', StringComparison.Ordinal) || type.Namespace?.StartsWith("LiveGen", StringComparison.Ordinal) != true;

    [GeneratedRegex(@"\b(Task\.Delay|Thread\.Sleep|WaitForTimeoutAsync|SpinWait)\b")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"\bSkip\s*=\s*""|\b(?:test|it|describe)\.(?:skip|only|todo)\b|\bskip:\s*true|\bRetryFact\b")]
    private static partial Regex Skip();
}
