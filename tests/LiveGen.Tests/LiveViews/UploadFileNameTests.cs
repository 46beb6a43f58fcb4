using System.Text;
using LiveGen.LiveViews;
using Xunit;

namespace LiveGen.Tests.LiveViews;

public sealed class UploadFileNameTests
{
    [Theory]
    [InlineData("../x", "x")]
    [InlineData("..\\x", "x")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\x", "x")]
    [InlineData("C:\\x\\evil.aspx", "evil.aspx")]
    [InlineData("C:evil.aspx", "C_evil.aspx")]
    [InlineData("/etc/passwd", "passwd")]
    [InlineData("a\0.png", "a.png")]
    [InlineData("a\r\n\u001b[31m.png", "a[31m.png")]
    [InlineData("..", "file")]
    [InlineData(".", "file")]
    [InlineData("", "file")]
    [InlineData(null, "file")]
    [InlineData("a/", "file")]
    [InlineData(" . ", "file")]
    [InlineData(".htaccess", "htaccess")]
    [InlineData("evil.aspx. . ", "evil.aspx")]
    [InlineData("a.txt::$DATA", "a.txt__$DATA")]
    [InlineData("CON", "_CON")]
    [InlineData("nul.txt", "_nul.txt")]
    [InlineData("photo\u202Egpj.exe", "photogpj.exe")]
    [InlineData("a<b>|?*\".png", "a_b_____.png")]
    [InlineData("Ærø ferie 2026.JPG", "Ærø ferie 2026.JPG")]
    [InlineData("報告.pdf", "報告.pdf")]
    public void A_name_is_only_a_name(string? sent, string expected) => Assert.Equal(expected, UploadFileName.Clean(sent));

    [Fact]
    public void Half_a_character_is_a_replacement() => Assert.Equal("\ufffd.png", UploadFileName.Clean("\ud800.png"));

    [Theory]
    [InlineData('a')]
    [InlineData('æ')]
    [InlineData('報')]
    public void A_long_name_keeps_its_extension_and_fits_a_file_system(char letter)
    {
        var clean = UploadFileName.Clean(new string(letter, 300) + ".png");

        Assert.EndsWith(letter + ".png", clean, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(clean), UploadFileName.MaxBytes - 4, UploadFileName.MaxBytes);
    }

    [Fact]
    public void A_name_of_the_longest_length_stays_as_it_is()
    {
        var name = new string('a', UploadFileName.MaxBytes - 4) + ".png";

        Assert.Equal(name, UploadFileName.Clean(name));
    }
}
