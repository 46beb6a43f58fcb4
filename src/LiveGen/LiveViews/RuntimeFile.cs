using System.IO.Compression;

namespace LiveGen.LiveViews;

/// <summary>A file inside this assembly that browsers load, compressed once.</summary>
/// <param name="path">Where it is served, below the application's base path; it names the file's hash.</param>
/// <param name="type">Its media type.</param>
/// <param name="read">Its content.</param>
sealed class RuntimeFile(string path, string type, Func<byte[]> read)
{
    public string Path => path;

    public string Type => type;

    public Lazy<byte[]> Plain { get; } = new(read);

    public Lazy<byte[]> Brotli => field ??= new(() => Compress(to => new BrotliStream(to, CompressionLevel.SmallestSize)));

    public Lazy<byte[]> Gzip => field ??= new(() => Compress(to => new GZipStream(to, CompressionLevel.SmallestSize)));

    byte[] Compress(Func<Stream, Stream> open)
    {
        using var compressed = new MemoryStream();
        using (var stream = open(compressed))
            stream.Write(Plain.Value);
        return compressed.ToArray();
    }
}
