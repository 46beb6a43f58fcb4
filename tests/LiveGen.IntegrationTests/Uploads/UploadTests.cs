using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using LiveGen.LiveViews;
using LiveGen.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.Uploads;

/// <summary>Statements 26 to 29 of the list of what must hold, over a real server.</summary>
public sealed class UploadTests
{
    static readonly byte[] s_png = [0x89, .. "PNG\r\n"u8, 0x1a, 0x0a, 0, 0, 0, 13];

    [Fact]
    public async Task Files_arrive_at_the_handler_and_are_gone_afterwards()
    {
        await using var server = await UploadServer.StartAsync();
        using var page = await server.OpenAsync();
        var big = RandomNumberGenerator.GetBytes(300_000);
        var onDisk = 0;
        server.Saved.Handler = () =>
        {
            onDisk = server.Files.Length;
            return Task.CompletedTask;
        };

        var answer = await page.SaveAsync(("a.png", "image/png", s_png), ("b.bin", "application/x-own", big));

        Assert.Equal(new Answer(200, """[["ack",1]]"""), answer);
        Assert.Equal([("a.png", "image/png", s_png), ("b.bin", "application/x-own", big)], server.Saved.Files);
        Assert.Equal(1, onDisk);
        await GoneAsync(server);
    }

    [Fact]
    public async Task No_file_chosen_is_an_empty_list()
    {
        await using var server = await UploadServer.StartAsync();
        using var page = await server.OpenAsync();

        Assert.Equal(200, (await page.SaveAsync()).Status);

        Assert.Equal(1, server.Saved.Calls);
        Assert.Empty(server.Saved.Files);
    }

    [Fact]
    public async Task Statement_26_size_count_and_total_are_limited_and_nothing_is_left()
    {
        await using var server = await UploadServer.StartAsync(action: save => save.WithUploads(maxBytes: 100_000, maxFiles: 2, maxTotalBytes: 150_000));
        using var page = await server.OpenAsync();

        Assert.Equal(200, (await page.SaveAsync(Text(100_000), Text(50_000))).Status);
        Assert.Equal(Refused(413, "“a.txt” is too large: at most 97.6 KB."), await page.SaveAsync(Text(100_001)));
        Assert.Equal(Refused(413, "The files are too large together: at most 146.4 KB."), await page.SaveAsync(Text(100_000), Text(50_001)));
        Assert.Equal(Refused(413, "Choose at most 2 files."), await page.SaveAsync(Text(1), Text(1), Text(1)));

        Assert.Equal(1, server.Saved.Calls);
        await GoneAsync(server);
    }

    [Fact]
    public async Task Statement_26_the_heads_of_parts_are_limited()
    {
        await using var server = await UploadServer.StartAsync();
        using var page = await server.OpenAsync();
        using var body = page.Body(["f0"], []);
        var content = new StringContent("a");
        for (var i = 0; i < 20; i++)
            content.Headers.Add($"X-{i}", "1");
        body.Add(content, "f0", "a.txt");

        Assert.Equal(413, (await page.SaveAsync(body)).Status);
        Assert.Equal(0, server.Saved.Calls);
    }

    [Fact]
    public async Task Statement_26_disk_use_is_bounded()
    {
        await using var server = await UploadServer.StartAsync(options => options.MaxUploadDirectoryBytes = 200_000);
        using var page = await server.OpenAsync();
        using var other = await server.OpenAsync();
        var answers = new List<Answer>();
        server.Saved.Handler = async () =>
        {
            server.Saved.Handler = () => Task.CompletedTask;
            answers.Add(await other.SaveAsync(Text(80_001)));
            answers.Add(await other.SaveAsync(Text(80_001))); // what was refused has given no more room back than it took
            answers.Add(await other.SaveAsync(Text(80_000)));
        };

        Assert.Equal(200, (await page.SaveAsync(Text(120_000))).Status);

        Assert.Equal([507, 507, 200], answers.Select(answer => answer.Status));
        await GoneAsync(server);
    }

    [Fact]
    public async Task Statement_26_a_larger_request_than_the_server_takes_by_itself_is_taken_where_it_was_declared()
    {
        await using var server = await UploadServer.StartAsync(action: save => save.WithUploads(maxBytes: 40_000_000));
        using var page = await server.OpenAsync();

        Assert.Equal(200, (await page.SaveAsync(Text(35_000_000))).Status);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("..\\x")]
    [InlineData("C:\\x")]
    [InlineData("a\0../../x")]
    [InlineData("/x")]
    public async Task Statement_27_a_name_never_forms_a_path(string name)
    {
        await using var server = await UploadServer.StartAsync();
        using var page = await server.OpenAsync();

        // As raw bytes: a client that asks no library's permission.
        var boundary = "bound";
        var raw = $"--{boundary}\r\nContent-Disposition: form-data; name=\"livegen\"\r\n\r\n{page.Frame("f0")}\r\n" +
            $"--{boundary}\r\nContent-Disposition: form-data; name=\"f0\"; filename=\"{name}\"\r\nContent-Type: text/plain\r\n\r\na\r\n--{boundary}--\r\n";
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(raw));
        body.Headers.TryAddWithoutValidation("Content-Type", $"multipart/form-data; boundary={boundary}");

        // What HTTP itself does not allow in a head, NUL, ends the call; all else arrives as a name.
        if ((await page.SaveAsync(body)).Status == 200)
            Assert.Equal("x", Assert.Single(server.Saved.Files).Name);
        else
            Assert.Contains('\0', name);
        await GoneAsync(server);
    }

    [Fact]
    public async Task Statement_27_a_name_of_300_characters_is_cut()
    {
        await using var server = await UploadServer.StartAsync();
        using var page = await server.OpenAsync();

        Assert.Equal(200, (await page.SaveAsync((new string('a', 300) + ".txt", "text/plain", [1]))).Status);

        Assert.Equal(new string('a', 250) + ".txt", Assert.Single(server.Saved.Files).Name);
    }

    [Fact]
    public async Task Statement_28_content_is_compared_with_the_declared_type()
    {
        await using var server = await UploadServer.StartAsync(action: save => save.WithUploads(accept: "image/*,.pdf"));
        using var page = await server.OpenAsync();
        var html = "<html><script>alert(1)</script>"u8.ToArray();

        Assert.Equal(200, (await page.SaveAsync(("a.png", "image/png", s_png))).Status);
        Assert.Equal(Refused(422, "“a.png” says it is a PNG image, but it is not."), await page.SaveAsync(("a.png", "image/png", html)));
        Assert.Equal(Refused(422, "“a.pdf” says it is a PDF, but it is not."), await page.SaveAsync(("a.pdf", "application/pdf", s_png)));
        Assert.Equal(Refused(422, "“a.html” is not of an accepted type: image/*,.pdf."), await page.SaveAsync(("a.html", "text/html", html)));
        Assert.Equal(Refused(422, "“a.svg” is not of an accepted type: image/*,.pdf."), await page.SaveAsync(("a.svg", "image/svg+xml", html)));

        Assert.Equal(1, server.Saved.Calls);
        await GoneAsync(server);
    }

    [Theory]
    [InlineData("image/png", true)]
    [InlineData("text/html", false)]
    [InlineData("image/svg+xml", false)]
    [InlineData("application/xhtml+xml", false)]
    [InlineData("text/plain", true)]
    public async Task Statement_28_what_could_run_is_never_shown_inline(string type, bool isShown)
    {
        await using var server = await Consumers.SocketServer.StartAsync(app => app.MapGet("/file", () =>
            UserFile.Serve(new MemoryStream([1]), type, "../x", inline: true)));
        using var client = new HttpClient();

        using var response = await client.GetAsync(new Uri(server.Address, "/file"));

        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("default-src 'none'; sandbox", response.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal(isShown ? type : "application/octet-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(isShown ? null : "attachment; filename=x; filename*=UTF-8''x", response.Content.Headers.ContentDisposition?.ToString());
    }

    static (string, string, byte[]) Text(int size) => ("a.txt", "text/plain", new byte[size]);

    static Answer Refused(int status, string text) => new(status, $$$"""[["ack",1,{"status":"invalid","errors":{"files":["{{{text}}}"]}}]]""");

    /// <summary>The response's last act is not part of the response.</summary>
    internal static async Task GoneAsync(UploadServer server)
    {
        await server.Server.App.StopAsync();
        Assert.Empty(server.Files);
    }
}
