using System.Text;
using LiveGen.LiveViews;
using Xunit;

namespace LiveGen.Tests.LiveViews;

public sealed class UploadTypeTests
{
    [Theory]
    [InlineData("image/*", "image/png", "a.png", true)]
    [InlineData("image/*", "IMAGE/PNG", "a", true)]
    [InlineData("image/*", "text/html", "a.png", false)]
    [InlineData("image/*", "imagexpng", "a.png", false)]
    [InlineData("image/*", "image/svg+xml", "a.svg", false)]
    [InlineData("image/*", "image/png", "a.SVG", false)]
    [InlineData("image/*,image/svg+xml", "image/svg+xml", "a.svg", true)]
    [InlineData(".pdf, image/*", "application/octet-stream", "a.PDF", true)]
    [InlineData(".pdf", "application/pdf", "a.pdf.exe", false)]
    [InlineData("application/zip", "application/zip", "a", true)]
    [InlineData("application/zip", "application/x-zip", "a.zip", false)]
    public void Accept_is_read_as_in_html_save_for_svg(string accept, string type, string name, bool included) =>
        Assert.Equal(included, new AcceptedTypes(accept).Include(type, name));

    [Theory]
    [InlineData("", "accept is empty. Leave it out to accept every type.")]
    [InlineData(" , ", "accept is empty. Leave it out to accept every type.")]
    [InlineData("png", "accept contains \"png\", which is neither a type nor an extension. Write them as in HTML: \"image/*,application/pdf,.zip\".")]
    [InlineData("image/", "accept contains \"image/\", which is neither a type nor an extension. Write them as in HTML: \"image/*,application/pdf,.zip\".")]
    [InlineData(".a/b", "accept contains \".a/b\", which is neither a type nor an extension. Write them as in HTML: \"image/*,application/pdf,.zip\".")]
    public void What_is_no_accept_list_is_refused(string accept, string error) =>
        Assert.StartsWith(error, Assert.Throws<ArgumentException>(() => new AcceptedTypes(accept)).Message, StringComparison.Ordinal);

    public static TheoryData<string, string, byte[]> Kinds => new()
    {
        { "image/png", "a.png", [0x89, .. "PNG\r\n"u8, 0x1a, 0x0a, 0, 0, 0, 13] },
        { "image/jpeg", "a.jpg", [0xff, 0xd8, 0xff, 0xe0, 0, 16] },
        { "image/gif", "a.gif", [.. "GIF89a"u8] },
        { "image/webp", "a.webp", [.. "RIFF0000WEBPVP8 "u8] },
        { "image/bmp", "a.bmp", [.. "BM0000"u8] },
        { "image/tiff", "a.tiff", [.. "II*\0"u8] },
        { "image/avif", "a.avif", [0, 0, 0, 28, .. "ftypavif"u8] },
        { "image/heic", "a.heic", [0, 0, 0, 24, .. "ftypheic"u8] },
        { "application/pdf", "a.pdf", [.. "%PDF-1.7"u8] },
        { "application/zip", "a.zip", [.. "PK\u0003\u0004"u8, 20, 0] },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_file_keeps_its_word_or_is_refused_by_type_and_by_extension(string type, string name, byte[] start)
    {
        var html = Encoding.ASCII.GetBytes("<html><script>a");

        Assert.Null(FileSignatures.BrokenPromise(start, type, name));
        Assert.Null(FileSignatures.BrokenPromise(start, type, "a"));
        Assert.NotNull(FileSignatures.BrokenPromise(html, type, "a"));
        Assert.NotNull(FileSignatures.BrokenPromise(html, MediaType.Unknown, name.ToUpperInvariant()));
        Assert.NotNull(FileSignatures.BrokenPromise([], type, name));
        Assert.NotNull(FileSignatures.BrokenPromise(start.AsSpan(0, 1), type, name));
        Assert.Null(FileSignatures.BrokenPromise(html, "text/plain", "a.txt"));
    }

    [Fact]
    public void One_kind_is_not_another()
    {
        var kinds = Kinds.ToArray();

        Assert.All(kinds, one => Assert.All(kinds, other => Assert.Equal(
            one == other, FileSignatures.BrokenPromise((byte[])one[2], (string)other[0], (string)other[1]) is null)));
    }

    [Theory]
    [InlineData("image/png", "image/png")]
    [InlineData("text/HTML; charset=utf-8", "text/html")]
    [InlineData("", "application/octet-stream")]
    [InlineData(null, "application/octet-stream")]
    [InlineData("image/png\r\nX: y", "application/octet-stream")]
    public void A_type_is_a_type_or_plain_bytes(string? declared, string expected) => Assert.Equal(expected, MediaType.Clean(declared));

    [Theory]
    [InlineData(1, "1 bytes")]
    [InlineData(1024, "1 KB")]
    [InlineData(10L * 1024 * 1024, "10 MB")]
    [InlineData(1_600_000, "1.5 MB")]
    [InlineData(2L * 1024 * 1024 * 1024, "2 GB")]
    public void Sizes_are_said_as_people_do(long bytes, string text) => Assert.Equal(text, ByteCount.Text(bytes));
}
