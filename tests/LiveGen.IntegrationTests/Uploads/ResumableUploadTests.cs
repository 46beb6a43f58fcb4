using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace LiveGen.IntegrationTests.Uploads;

/// <summary>Big files in pieces, over a real server.</summary>
public sealed class ResumableUploadTests
{
    [Fact]
    public async Task A_file_in_pieces_arrives_at_the_handler_once()
    {
        await using var server = await UploadServer.StartAsync(options => options.UploadChunkBytes = 4);
        using var page = await server.OpenAsync("ada");

        var token = await BeginAsync(page, 6);
        Assert.Equal(new Answer(204, "0"), await page.OffsetAsync(token));
        Assert.Equal(new Answer(204, "4"), await page.AppendAsync(token, 0, [1, 2, 3, 4]));
        Assert.Equal(new Answer(409, "4"), await page.AppendAsync(token, 0, [1, 2, 3, 4]));
        Assert.Equal(new Answer(204, "6"), await page.AppendAsync(token, 4, [5, 6]));
        Assert.Single(server.Files);

        Assert.Equal(new Answer(200, """[["ack",1]]"""), await page.SaveUploadsAsync(token));

        Assert.Equal([("a.txt", "text/plain", new byte[] { 1, 2, 3, 4, 5, 6 })], server.Saved.Files);
        Assert.Empty(server.Files);
        Assert.Equal(Gone, await page.SaveUploadsAsync(token));
        Assert.Equal(new Answer(404, ""), await page.OffsetAsync(token));
    }

    [Fact]
    public async Task A_call_that_fails_keeps_it_for_the_next_try()
    {
        await using var server = await UploadServer.StartAsync();
        using var page = await server.OpenAsync();
        var token = await BeginAsync(page, 1);
        await page.AppendAsync(token, 0, [1]);
        server.Saved.Handler = () => throw new InvalidOperationException("once");

        Assert.Equal(500, (await page.SaveUploadsAsync(token)).Status);
        server.Saved.Handler = () => Task.CompletedTask;

        Assert.Equal(200, (await page.SaveUploadsAsync(token)).Status);
    }

    [Fact]
    public async Task An_unfinished_one_is_not_given_to_the_handler()
    {
        await using var server = await UploadServer.StartAsync();
        using var page = await server.OpenAsync();

        Assert.Equal(Gone, await page.SaveUploadsAsync(await BeginAsync(page, 2)));
        Assert.Equal(0, server.Saved.Calls);
    }

    [Fact]
    public async Task Another_page_another_user_an_altered_or_an_ended_token_learn_nothing()
    {
        await using var server = await UploadServer.StartAsync();
        using var ada = await server.OpenAsync("ada");
        var token = await BeginAsync(ada, 1);
        await ada.AppendAsync(token, 0, [1]);
        using var elsewhere = await server.OpenAsync("ada");
        using var eve = await server.OpenAsync("eve");
        using var visitor = await server.OpenAsync();

        foreach (var stranger in (UploadPage[])[elsewhere, eve, visitor])
        {
            Assert.Equal(new Answer(404, ""), await stranger.OffsetAsync(token));
            Assert.Equal(new Answer(404, ""), await stranger.AppendAsync(token, 0, [2]));
            Assert.Equal(new Answer(404, ""), await stranger.CancelAsync(token));
            Assert.Equal(Gone, await stranger.SaveUploadsAsync(token));
        }
        Assert.Equal(new Answer(404, ""), await ada.OffsetAsync(token[..^2] + "AA"));
        Assert.Equal(new Answer(404, ""), await ada.OffsetAsync("nonsense"));
        Assert.Equal(new Answer(204, "1"), await ada.OffsetAsync(token));

        server.Server.Time.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        Assert.Equal(new Answer(404, ""), await ada.OffsetAsync(token));
    }

    [Fact]
    public async Task Without_a_page_of_the_application_nothing_begins()
    {
        await using var server = await UploadServer.StartAsync();
        using var ada = await server.OpenAsync("ada");
        using var eve = await server.OpenAsync("eve");

        eve.Token = ada.Token;
        Assert.Equal(new Answer(403, "This page is out of date. Reload it."), await eve.BeginAsync("a.txt", 1));
        eve.Token = "nonsense";
        Assert.Equal(403, (await eve.BeginAsync("a.txt", 1)).Status);
        Assert.Empty(server.Files);
    }

    [Fact]
    public async Task The_action_decides_what_it_takes()
    {
        await using var server = await UploadServer.StartAsync(action: save => save.WithUploads(maxBytes: 3, maxFiles: 1, accept: ".txt"));
        using var page = await server.OpenAsync();
        var (large, wrong, one, other, liar) = (await UploadAsync(page, "a.txt", 4), await UploadAsync(page, "a.exe", 1),
            await UploadAsync(page, "a.txt", 1), await UploadAsync(page, "b.txt", 1), await UploadAsync(page, "a.txt", 1, "image/png"));

        Assert.Equal(Refused(413, "“a.txt” is too large: at most 3 bytes."), await page.SaveUploadsAsync(large));
        Assert.Equal(Refused(422, "“a.exe” is not of an accepted type: .txt."), await page.SaveUploadsAsync(wrong));
        Assert.Equal(Refused(413, "Choose one file only."), await page.SaveUploadsAsync(one, other));
        Assert.Equal(Refused(422, "“a.txt” says it is a PNG image, but it is not."), await page.SaveUploadsAsync(liar));
        Assert.Equal(0, server.Saved.Calls);
    }

    [Fact]
    public async Task Statement_26_a_users_uploads_are_limited()
    {
        await using var server = await UploadServer.StartAsync(options => options.MaxUploadsPerUser = 1);
        using var ada = await server.OpenAsync("ada");
        using var adaElsewhere = await server.OpenAsync("ada");
        using var bob = await server.OpenAsync("bob");
        var token = await BeginAsync(ada, 1);

        Assert.Equal(new Answer(429, "Too many uploads are under way. Let one finish first."), await adaElsewhere.BeginAsync("a.txt", 1));
        await BeginAsync(bob, 1);
        Assert.Equal(204, (await ada.CancelAsync(token)).Status);
        await BeginAsync(adaElsewhere, 1);
    }

    [Fact]
    public async Task What_is_no_beginning_and_no_piece_is_refused()
    {
        await using var server = await UploadServer.StartAsync();
        using var page = await server.OpenAsync();
        var token = await BeginAsync(page, 10);

        Assert.Equal(400, (await page.UploadAsync(HttpMethod.Post, null, null, new StringContent("nonsense"))).Status);
        Assert.Equal(400, (await page.UploadAsync(HttpMethod.Post, null, null, new StringContent("null"))).Status);
        Assert.Equal(413, (await page.UploadAsync(HttpMethod.Post, null, null, new StringContent(new string(' ', 70_000)))).Status);
        Assert.Equal(400, (await page.UploadAsync(HttpMethod.Patch, token, -1, new ByteArrayContent([1]))).Status);
        Assert.Equal(413, (await page.AppendAsync(token, 0, new byte[11])).Status);
        Assert.Equal(new Answer(204, "0"), await page.OffsetAsync(token));
        Assert.Equal(405, (await page.UploadAsync(HttpMethod.Put, token)).Status);
    }

    [Fact]
    public async Task A_piece_that_takes_too_long_keeps_what_has_arrived()
    {
        await using var server = await UploadServer.StartAsync();
        using var page = await server.OpenAsync();
        var token = await BeginAsync(page, 10);
        using var watcher = new FileSystemWatcher(server.Directory) { IncludeSubdirectories = true };
        var arrived = new TaskCompletionSource();
        watcher.Changed += (_, e) => (File.Exists(e.FullPath) && new FileInfo(e.FullPath).Length == 3 ? arrived : null)?.TrySetResult();
        watcher.EnableRaisingEvents = true;
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(server.Address.Host, server.Address.Port);
        await tcp.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
            $"PATCH /_livegen/uploads HTTP/1.1\r\nHost: {server.Address.Authority}\r\nLiveGen-Token: {page.Token}\r\nLiveGen-Upload: {token}\r\n" +
            "LiveGen-Offset: 0\r\nContent-Length: 10\r\n\r\nabc"));
        await arrived.Task.WaitAsync(Consumers.PageSocket.Patience);

        server.Server.Time.Advance(TimeSpan.FromMinutes(1));

        using var answer = new StreamReader(tcp.GetStream());
        Assert.Equal("HTTP/1.1 408 Request Timeout", await answer.ReadLineAsync().WaitAsync(Consumers.PageSocket.Patience));
        Assert.Equal(new Answer(204, "3"), await page.OffsetAsync(token));
    }

    static async Task<string> BeginAsync(UploadPage page, long size)
    {
        var begun = await page.BeginAsync("x/a.txt", size);
        Assert.Equal(201, begun.Status);
        return begun.Text;
    }

    static async Task<string> UploadAsync(UploadPage page, string name, int size, string type = "text/plain")
    {
        var token = (await page.BeginAsync(name, size, type)).Text;
        Assert.Equal(204, (await page.AppendAsync(token, 0, new byte[size])).Status);
        return token;
    }

    static Answer Gone => Refused(422, "This upload is gone. Choose the file again.");

    static Answer Refused(int status, string text) => new(status, $$$"""[["ack",1,{"status":"invalid","errors":{"files":["{{{text}}}"]}}]]""");
}
