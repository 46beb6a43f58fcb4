namespace LiveGen.Wire;

// What is kept for pages that lose their connection and come back.
public sealed partial class LiveGenOptions
{
    /// <summary>
    /// How long a process keeps what it sent to one page alone, and which callbacks it has begun, after the connection was lost. Groups
    /// are played again from the channel layer's history, whatever this is. Default 2 minutes.
    /// </summary>
    public TimeSpan ResumeWindow { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Frames to one page alone (replies, acks) that are kept until the page has said that it has them; a page that comes back and lacks an
    /// older one renders itself again. Default 256.
    /// </summary>
    public int ResumeBufferFrames { get; set; } = 256;

    /// <summary>Bytes of such frames for one page. Default 256 KiB.</summary>
    public int ResumeBufferBytes { get; set; } = 256 * 1024;

    /// <summary>Bytes of such frames for all pages of this process together. Default 64 MiB.</summary>
    public long MaxResumeBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Pages that have lost their connection and for which this process keeps the above; the oldest give way. Default 10,000.</summary>
    public int MaxLostSessions { get; set; } = 10_000;
}
