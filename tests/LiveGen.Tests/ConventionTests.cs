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

    // As an Action an async lambda is async void: it goes on after the render, and its exception ends the process.
    [Fact]
    public void Where_a_template_is_an_Action_one_that_awaits_does_not_compile()
    {
        const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;
        Assert.Empty(
            from type in s_assemblies.SelectMany(assembly => assembly.GetExportedTypes())
            from method in type.GetMethods(Any | BindingFlags.DeclaredOnly)
            let parameters = method.GetParameters().Select(p => p.ParameterType).ToArray()
            where (method.IsPublic || method.IsFamily) && parameters is [var template, ..] && template == typeof(Action)
            let guard = type.GetMethod(method.Name, Any, [typeof(Func<Task>), .. parameters[1..]])
            where guard?.GetCustomAttribute<ObsoleteAttribute>() is not { IsError: true }
            select $"{type.Name}.{method} lets an async lambda in: add an [Obsolete(error: true)] overload for Func<Task>");
    }

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
