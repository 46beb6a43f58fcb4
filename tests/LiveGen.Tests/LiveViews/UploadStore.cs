using LiveGen.LiveViews;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace LiveGen.Tests.LiveViews;

/// <summary>The parts that keep uploads, over a directory of a test's own and time that stands still.</summary>
sealed class UploadStore : IDisposable
{
    readonly TemporaryDirectory _temporary = new();

    public UploadStore(Action<LiveGenOptions>? configure = null)
    {
        Options.UploadDirectory = Path.Combine(_temporary.Path, "uploads");
        configure?.Invoke(Options);
        Directory = NewProcess();
        Space = new(OptionsOf, Directory);
        Tickets = new(new EphemeralDataProtectionProvider());
        Uploads = new(OptionsOf, Directory, Space, Tickets, Time);
    }

    public LiveGenOptions Options { get; } = new();
    public ManualTimeProvider Time { get; } = new();
    public UploadDirectory Directory { get; }
    public UploadSpace Space { get; }
    public UploadTickets Tickets { get; }
    public ResumableUploads Uploads { get; }

    /// <summary>What is on disk, save the locks of processes.</summary>
    public string[] Files => [.. _temporary.Files.Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))];

    IOptions<LiveGenOptions> OptionsOf => Microsoft.Extensions.Options.Options.Create(Options);

    /// <summary>What another process that starts now would have.</summary>
    public UploadDirectory NewProcess() => new(OptionsOf, Time);

    public void Dispose()
    {
        Directory.Dispose();
        _temporary.Dispose();
    }
}
