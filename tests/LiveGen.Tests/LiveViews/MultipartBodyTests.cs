using System.Text;
using LiveGen.LiveViews;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Xunit;

namespace LiveGen.Tests.LiveViews;

/// <summary>Calls with files as they arrive; what a browser cannot send, others can.</summary>
public sealed class MultipartBodyTests
{
    const string Frame = """["callback",1,null,[["f0"]]]""";

    static readonly Dictionary<string, string> s_fields = new() { ["f0"] = "photo", ["f1"] = "photo" };

    [Fact]
    public async Task The_frame_is_read_ahead_of_the_files_which_take_no_disk_by_then()
    {
        using var store = new UploadStore();
        using var call = await ReadAsync(store, Part("livegen", Frame) + File("f0", "a.txt", new string('a', 100_000)));

        Assert.Equal(Frame, Encoding.UTF8.GetString(call.Body.Frame));
        Assert.Empty(store.Files);

        var files = await call.FilesAsync();

        var file = Assert.Single(files);
        Assert.Equal(("a.txt", "text/plain", 100_000, "f0"), (file.FileName, file.ContentType, file.Length, file.Name));
        Assert.StartsWith(store.Directory.Buffers, Assert.Single(store.Files), StringComparison.Ordinal);
        using var reader = new StreamReader(file.OpenReadStream());
        Assert.Equal(new string('a', 100_000), await reader.ReadToEndAsync());
    }

    [Fact]
    public async Task A_small_file_stays_in_memory()
    {
        using var store = new UploadStore();
        using var call = await ReadAsync(store, Part("livegen", Frame) + File("f0", "a.txt", new string('a', 60_000)));

        Assert.Single(await call.FilesAsync());

        Assert.Empty(store.Files);
    }

    [Fact]
    public async Task A_name_never_forms_a_path()
    {
        using var store = new UploadStore();
        foreach (var name in (string[])["../x.txt", "..\\x.txt", "C:\\x.txt", "/x.txt"])
        {
            using var call = await ReadAsync(store, Part("livegen", Frame) + File("f0", name, "a"));
            Assert.Equal("x.txt", Assert.Single(await call.FilesAsync()).FileName);
        }
    }

    [Fact]
    public async Task Each_limit_holds_at_its_edge()
    {
        var rules = new UploadRules(MaxBytes: 5, MaxFiles: 2, MaxTotalBytes: 8, new AcceptedTypes(".txt"));

        Assert.Equal(2, await CountAsync(rules, File("f0", "a.txt", "12345") + File("f1", "b.txt", "123")));
        await RefusedAsync(413, "“a.txt” is too large: at most 5 bytes.", rules, File("f0", "a.txt", "123456"));
        await RefusedAsync(413, "The files are too large together: at most 8 bytes.", rules, File("f0", "a.txt", "12345") + File("f1", "b.txt", "1234"));
        await RefusedAsync(422, "“a.exe” is not of an accepted type: .txt.", rules, File("f0", "a.exe", "1"));
        await RefusedAsync(413, "Choose one file only.", rules with { MaxFiles = 1 }, File("f0", "a.txt", "1") + File("f1", "a.txt", "1"));
        await RefusedAsync(422, "“a.txt” says it is a PNG image, but it is not.", rules, File("f0", "a.txt", "<html", "image/png"));
        await RefusedAsync(422, "“a.pdf” says it is a PDF, but it is not.", rules with { Accept = null }, File("f0", "a.pdf", "<html", "text/plain"));
        await RefusedAsync(507, "There is no room for this file at the moment. Try again later.", rules, File("f0", "a.txt", "12345"), room: 4);
        Assert.Equal(1, await CountAsync(rules, File("f0", "a.txt", "12345"), room: 5));
    }

    [Fact]
    public async Task The_heads_of_parts_are_limited()
    {
        var rules = Rules();

        await RefusedAsync(413, null, rules, $"--b\r\n{string.Concat(Enumerable.Range(0, 17).Select(i => $"X-{i}: 1\r\n"))}\r\nx\r\n");
        await RefusedAsync(413, null, rules, $"--b\r\nX: {new string('x', 20_000)}\r\n\r\nx\r\n");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"f0\"; filename=\"a\"\r\n\r\nx\r\n--b--")]
    [InlineData("--b\r\n\r\nx\r\n--b--")]
    public async Task What_does_not_begin_with_a_frame_is_no_call(string body)
    {
        using var store = new UploadStore();

        await Assert.ThrowsAsync<MalformedFrameException>(() => ReadAsync(store, body, isWhole: true));
    }

    [Fact]
    public async Task A_frame_is_as_small_as_on_a_socket()
    {
        using var store = new UploadStore(options => options.MaxFrameBytes = 100);

        await Assert.ThrowsAsync<MalformedFrameException>(() => ReadAsync(store, Part("livegen", new string('x', 101))));
        using var call = await ReadAsync(store, Part("livegen", new string('x', 100)));
    }

    [Fact]
    public async Task Parts_that_the_frame_does_not_name_are_refused_before_they_are_kept()
    {
        using var store = new UploadStore();
        foreach (var files in (string[])[File("f2", "a.txt", "a"), File("f0", "a.txt", "a") + File("f0", "a.txt", "a"), Part("f9", "a"), "--b\r\n\r\nx\r\n"])
        {
            using var call = await ReadAsync(store, Part("livegen", Frame) + files);
            await Assert.ThrowsAsync<MalformedFrameException>(call.FilesAsync);
        }
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_refused_and_leaves_nothing()
    {
        using var store = new UploadStore();
        using (var call = await ReadAsync(store, Part("livegen", Frame) + File("f0", "a.txt", new string('a', 100_000)).TrimEnd(), isWhole: true))
            await Assert.ThrowsAsync<MalformedFrameException>(call.FilesAsync);

        Assert.Empty(store.Files);
        Assert.True(store.Space.TryTake(store.Options.MaxUploadDirectoryBytes));
    }

    static string Part(string name, string value) => $"--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n";

    static string File(string part, string name, string content, string type = "text/plain") =>
        $"--b\r\nContent-Disposition: form-data; name=\"{part}\"; filename=\"{name}\"\r\nContent-Type: {type}\r\n\r\n{content}\r\n";

    static UploadRules Rules() => UploadLimits.None.Over(new LiveGenOptions());

    static async Task<int> CountAsync(UploadRules rules, string files, long? room = null)
    {
        using var store = new UploadStore(options => options.MaxUploadDirectoryBytes = room ?? options.MaxUploadDirectoryBytes);
        using var call = await ReadAsync(store, Part("livegen", Frame) + files);
        return (await call.FilesAsync(rules)).Count;
    }

    static async Task RefusedAsync(int status, string? text, UploadRules rules, string files, long? room = null)
    {
        var refused = await Assert.ThrowsAsync<UploadRefusedException>(() => CountAsync(rules, files, room));
        Assert.Equal(status, refused.Status);
        if (text is not null)
            Assert.Equal((text, "photo"), (refused.Message, refused.Field));
    }

    static async Task<Call> ReadAsync(UploadStore store, string body, bool isWhole = false)
    {
        var responding = new Responding();
        var http = new DefaultHttpContext();
        http.Features.Set<IHttpResponseFeature>(responding);
        http.Request.ContentType = "multipart/form-data; boundary=b";
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(isWhole ? body : body + "--b--\r\n"));
        return new Call(store, responding, await MultipartBody.OpenAsync(http, store.Options, Rules()));
    }

    /// <summary>A call whose files live until it is disposed, as those of a request do.</summary>
    sealed class Call(UploadStore store, Responding responding, MultipartBody body) : IDisposable
    {
        public MultipartBody Body => body;

        public Task<FormFileCollection> FilesAsync() => FilesAsync(Rules());

        public async Task<FormFileCollection> FilesAsync(UploadRules rules)
        {
            var files = new FormFileCollection();
            await body.ReadFilesAsync(rules, s_fields, files, store.Directory, store.Space, store.Options.UploadMemoryBytes);
            return files;
        }

        public void Dispose() => responding.Complete();
    }

    /// <summary>Ends a response when the test says so.</summary>
    sealed class Responding : HttpResponseFeature
    {
        readonly List<(Func<object, Task> Run, object State)> _completed = [];

        public override void OnCompleted(Func<object, Task> callback, object state) => _completed.Add((callback, state));

        public void Complete() => _completed.ForEach(one => Assert.True(one.Run(one.State).IsCompletedSuccessfully));
    }
}
