using System.Text;

namespace LiveGen.LiveViews;

/// <summary>
/// What common kinds of files begin with. A file that says it is one of them must be one: neither its declared type nor its
/// extension may promise what its bytes are not.
/// </summary>
static class FileSignatures
{
    sealed record Kind(string Name, Func<ReadOnlySpan<byte>, bool> Matches, string[] Types, string[] Extensions);

    /// <summary>How many bytes from the start decide.</summary>
    public const int Length = 16;

    static readonly Kind[] s_kinds =
    [
        new("a PNG image", b => b.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
            ["image/png", "image/apng"], [".png", ".apng"]),
        new("a JPEG image", b => b.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]),
            ["image/jpeg", "image/jpg", "image/pjpeg"], [".jpg", ".jpeg", ".jfif"]),
        new("a GIF image", b => b.StartsWith("GIF87a"u8) || b.StartsWith("GIF89a"u8), ["image/gif"], [".gif"]),
        new("a WebP image", b => b.StartsWith("RIFF"u8) && b.Length >= 12 && b[8..].StartsWith("WEBP"u8), ["image/webp"], [".webp"]),
        new("a BMP image", b => b.StartsWith("BM"u8), ["image/bmp", "image/x-ms-bmp"], [".bmp"]),
        new("a TIFF image", b => b.StartsWith("II*\0"u8) || b.StartsWith("MM\0*"u8), ["image/tiff"], [".tif", ".tiff"]),
        new("an AVIF image", b => IsMedia(b, "avif", "avis"), ["image/avif"], [".avif"]),
        new("a HEIF image", b => IsMedia(b, "heic", "heix", "mif1", "msf1", "hevc"), ["image/heic", "image/heif"], [".heic", ".heif"]),
        new("a PDF", b => b.StartsWith("%PDF-"u8), ["application/pdf"], [".pdf"]),
        new("a ZIP archive", b => b.StartsWith("PK\u0003\u0004"u8) || b.StartsWith("PK\u0005\u0006"u8),
            [
                "application/zip", "application/x-zip-compressed",
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            ],
            [".zip", ".docx", ".xlsx", ".pptx"]),
    ];

    /// <summary>What the file claims to be and is not, such as "a PNG image"; null when it keeps its word, or gives none.</summary>
    /// <param name="start">The first <see cref="Length"/> bytes, or all when there are fewer.</param>
    /// <param name="type">The declared type, without parameters.</param>
    /// <param name="name">The file's name.</param>
    public static string? BrokenPromise(ReadOnlySpan<byte> start, string type, string name)
    {
        var extension = Path.GetExtension(name);
        foreach (var kind in s_kinds)
        {
            if ((kind.Types.Contains(type, StringComparer.OrdinalIgnoreCase) || kind.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
                && !kind.Matches(start))
                return kind.Name;
        }
        return null;
    }

    // ISO media files name their brand behind the length and "ftyp".
    static bool IsMedia(ReadOnlySpan<byte> start, params string[] brands) =>
        start.Length >= 12 && start[4..].StartsWith("ftyp"u8) && brands.Contains(Encoding.ASCII.GetString(start[8..12]));
}
