namespace LiveGen.Wire;

// Files that people send. An action has its own limits by .WithUploads(…).
public sealed partial class LiveGenOptions
{
    /// <summary>The largest file an action takes that declares no other limit. Default 32 MiB.</summary>
    public long MaxUploadBytes { get; set; } = 32L * 1024 * 1024;

    /// <summary>Files in one call of an action that declares no other limit. Default 16.</summary>
    public int MaxUploadFiles { get; set; } = 16;

    /// <summary>
    /// Bytes of all files in one call of an action that declares no other limit; one file of the action's largest size always
    /// fits. Default 64 MiB.
    /// </summary>
    public long MaxUploadTotalBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>A file's bytes beyond this are written to disk while they arrive. Default 64 KiB.</summary>
    public int UploadMemoryBytes { get; set; } = 64 * 1024;

    /// <summary>
    /// Where files wait for their handler. Default: a directory of the system's temporary directory that only this user of the
    /// system can read. Servers that share a directory share the uploads in it, so that one begun at one server can go on at another.
    /// </summary>
    public string? UploadDirectory { get; set; }

    /// <summary>Bytes that all uploads together may take in <see cref="UploadDirectory"/>; more is refused with 507. Default 16 GiB.</summary>
    public long MaxUploadDirectoryBytes { get; set; } = 16L * 1024 * 1024 * 1024;

    /// <summary>A file from this size on is sent in pieces that survive a lost connection. Default 5 MiB.</summary>
    public int ResumableUploadBytes { get; set; } = 5 * 1024 * 1024;

    /// <summary>The size of such a piece. Default 1 MiB.</summary>
    public int UploadChunkBytes { get; set; } = 1024 * 1024;

    /// <summary>How long one piece may take; what has arrived by then is kept and the browser goes on from there. Default 1 minute.</summary>
    public TimeSpan UploadChunkTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a resumable upload is kept after its last piece. Default 1 hour.</summary>
    public TimeSpan UploadLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Resumable uploads that one user (or, of visitors, one address) may have open; one more is refused with 429. Default 16.</summary>
    public int MaxUploadsPerUser { get; set; } = 16;

    /// <summary>Bytes of a user's (of visitors: an address's) resumable uploads; more is refused with 413. Default 4 GiB.</summary>
    public long MaxUploadBytesPerUser { get; set; } = 4L * 1024 * 1024 * 1024;
}
