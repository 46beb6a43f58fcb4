using System.IO.MemoryMappedFiles;

namespace LiveGen.Faults.Nodes;

/// <summary>
/// The application's own state: of each group, the number of the last message. Written before the message is sent, as an
/// application saves before it tells; read by every render. A file that all processes map, so that no fault of a network reaches it.
/// </summary>
sealed class AppState : IDisposable
{
    public const int MostGroups = 64;

    readonly MemoryMappedFile _file;
    readonly MemoryMappedViewAccessor _numbers;

    public AppState(string path)
    {
        Path = path;
        _file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, mapName: null, MostGroups * sizeof(long));
        _numbers = _file.CreateViewAccessor();
    }

    public string Path { get; }

    public long this[string group]
    {
        get => _numbers.ReadInt64(Offset(group));
        set => _numbers.Write(Offset(group), value);
    }

    public void Dispose()
    {
        _numbers.Dispose();
        _file.Dispose();
    }

    // Groups are called g0, ephemeral.g1, …
    static int Offset(string group) => sizeof(long) * int.Parse(group.AsSpan(group.LastIndexOf('g') + 1), provider: null);
}
