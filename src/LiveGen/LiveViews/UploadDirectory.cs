using LiveGen.Wire;
using Microsoft.Extensions.Options;

namespace LiveGen.LiveViews;

/// <summary>
/// Where uploads stand on disk: a directory per process for files that arrive with their call, which a lock marks as alive as
/// long as its process is, and one for resumable uploads, which outlive a restart and may be shared by servers.
/// </summary>
/// <remarks>Nothing is made before the first upload.</remarks>
sealed class UploadDirectory(IOptions<LiveGenOptions> options, TimeProvider time) : IDisposable
{
    const string ProcessPrefix = "process-", ResumableName = "resumable", LockExtension = ".lock";
    const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    readonly Lock _making = new();
    FileStream? _alive;
    string? _buffers;

    /// <summary>The directory that all uploads are below.</summary>
    public string Root { get; } = options.Value.UploadDirectory is { Length: > 0 } chosen
        ? Path.GetFullPath(chosen)
        : Path.Combine(Path.GetTempPath(), $"livegen-uploads-{Environment.UserName}");

    /// <summary>For files that arrive with their call.</summary>
    public string Buffers
    {
        get
        {
            lock (_making)
                return _buffers ??= MakeBuffers();
        }
    }

    /// <summary>For resumable uploads.</summary>
    public string Resumable
    {
        get
        {
            lock (_making)
                return field ??= Make(Path.Combine(Make(Root), ResumableName));
        }
    }

    /// <summary>
    /// Removes what processes that have died left behind, and resumable uploads that nobody has continued for too long.
    /// </summary>
    public void Sweep()
    {
        // Someone else's link would lead the broom elsewhere.
        if (new DirectoryInfo(Root) is not { Exists: true, LinkTarget: null })
            return;
        foreach (var directory in Directory.EnumerateDirectories(Root, $"{ProcessPrefix}*"))
        {
            if (directory != _buffers && IsDead(directory + LockExtension))
                Remove(directory);
        }
        var resumable = new DirectoryInfo(Path.Combine(Root, ResumableName));
        if (!resumable.Exists)
            return;
        var oldest = time.GetUtcNow() - options.Value.UploadLifetime;
        foreach (var file in resumable.EnumerateFiles().Where(file => file.LastWriteTimeUtc < oldest))
            TryDelete(file.FullName);
    }

    /// <summary>A file that is not there, or that another process holds, is left to the next sweep.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    public void Dispose()
    {
        lock (_making)
        {
            if (_buffers is { } own)
                Remove(own);
            _alive?.Dispose();
            _alive = null;
            _buffers = null;
        }
    }

    string MakeBuffers()
    {
        var path = Path.Combine(Make(Root), ProcessPrefix + Guid.NewGuid().ToString("N"));
        // Ahead of the directory: a directory without a lock is a dead process's.
        _alive = new FileStream(path + LockExtension, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        return Make(path);
    }

    /// <summary>Only the process's own user may look in. Others may have made a directory in the system's temporary one before us.</summary>
    static string Make(string path)
    {
        if (OperatingSystem.IsWindows())
            return Directory.CreateDirectory(path).FullName;
        var made = Directory.CreateDirectory(path, Private);
        try
        {
            if (made.LinkTarget is not null)
                throw new UnauthorizedAccessException("it is a link");
            if (made.UnixFileMode != Private)
                made.UnixFileMode = Private; // only the owner can
        }
        catch (UnauthorizedAccessException e)
        {
            throw new InvalidOperationException(
                $"Uploads cannot be kept in {path}: it is not a directory of this process's own ({e.Message}). " +
                "Remove it, or set LiveGenOptions.UploadDirectory to a directory that only the application uses.", e);
        }
        return path;
    }

    static bool IsDead(string lockFile)
    {
        try
        {
            using var held = new FileStream(lockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
            return true;
        }
        catch (FileNotFoundException)
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // its process holds it
        }
    }

    static void Remove(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Another process sweeps it too, or Windows still holds a file: the next sweep finds it.
        }
    }
}
