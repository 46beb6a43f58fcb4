using LiveGen.Wire;
using Microsoft.Extensions.Options;

namespace LiveGen.LiveViews;

/// <summary>Keeps all uploads of the directory together below <see cref="LiveGenOptions.MaxUploadDirectoryBytes"/>.</summary>
/// <remarks>
/// Resumable uploads are counted by the directory's own list, at their full announced size, so that the count outlives the
/// process and is the same at every server that shares the directory. What arrives with a call is counted in this process.
/// </remarks>
sealed class UploadSpace(IOptions<LiveGenOptions> options, UploadDirectory directory)
{
    long _arriving;

    /// <summary>Of resumable uploads, when they were last counted.</summary>
    long _resumable;

    /// <summary>Takes room for bytes that arrive with a call; false when there is none.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _arriving, bytes) + Interlocked.Read(ref _resumable) <= options.Value.MaxUploadDirectoryBytes)
            return true;
        Give(bytes);
        return false;
    }

    public void Give(long bytes) => Interlocked.Add(ref _arriving, -bytes);

    /// <summary>Counts the resumable uploads anew; the one who asks is about to add one.</summary>
    public (int Open, long Bytes, long Free) Count(string owner)
    {
        var open = 0;
        long mine = 0, all = 0;
        foreach (var path in Directory.EnumerateFiles(directory.Resumable))
        {
            if (ResumableFile.Parse(Path.GetFileName(path)) is not { } file)
                continue;
            all += file.Size;
            if (file.Owner != owner)
                continue;
            open++;
            mine += file.Size;
        }
        Interlocked.Exchange(ref _resumable, all);
        return (open, mine, options.Value.MaxUploadDirectoryBytes - all - Interlocked.Read(ref _arriving));
    }

    /// <summary>After uploads have gone without a word.</summary>
    public void Recount()
    {
        if (Directory.Exists(directory.Root))
            Count(owner: "");
    }

    /// <summary>A resumable upload has gone.</summary>
    public void Removed(long bytes) => Interlocked.Add(ref _resumable, -bytes);

    /// <summary>A resumable upload has come.</summary>
    public void Added(long bytes) => Interlocked.Add(ref _resumable, bytes);
}
