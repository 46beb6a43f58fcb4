namespace LiveGen.Tests.LiveViews;

/// <summary>A directory of a test's own, gone with it.</summary>
sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("livegen-test-").FullName;

    /// <summary>Every file below it.</summary>
    public string[] Files => Directory.GetFiles(Path, "*", SearchOption.AllDirectories);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
