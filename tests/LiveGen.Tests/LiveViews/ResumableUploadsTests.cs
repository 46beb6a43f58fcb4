using LiveGen.LiveViews;
using Xunit;

namespace LiveGen.Tests.LiveViews;

public sealed class ResumableUploadsTests
{
    const long Max = 1000;

    static readonly Uploader s_ada = new("page 1", "ada"), s_bob = new("page 2", "bob");

    [Fact]
    public async Task What_arrives_stays_and_is_the_offset()
    {
        using var store = new UploadStore();
        var ticket = Begin(store, size: 5);

        Assert.Equal(0, store.Uploads.OffsetOf(ticket));
        Assert.Equal((true, 3), await store.Uploads.AppendAsync(ticket, 0, Bytes(3), default));
        Assert.Equal((false, 3), await store.Uploads.AppendAsync(ticket, 0, Bytes(2), default));
        Assert.Equal((false, 3), await store.Uploads.AppendAsync(ticket, 4, Bytes(1), default));
        Assert.Equal((true, 5), await store.Uploads.AppendAsync(ticket, 3, Bytes(2), default));
        Assert.Equal(5, store.Uploads.OffsetOf(ticket));
    }

    [Fact]
    public async Task What_arrived_before_the_connection_broke_stays()
    {
        using var store = new UploadStore();
        var ticket = Begin(store, size: 5);

        await Assert.ThrowsAsync<IOException>(() => store.Uploads.AppendAsync(ticket, 0, new BreakingStream(3), default));

        Assert.Equal(3, store.Uploads.OffsetOf(ticket));
    }

    [Fact]
    public async Task Not_a_byte_more_than_announced_nor_than_a_piece_holds()
    {
        using var store = new UploadStore(options => options.UploadChunkBytes = 4);
        var small = Begin(store, size: 3);
        var large = Begin(store, size: 10);

        await Assert.ThrowsAsync<UploadRefusedException>(() => store.Uploads.AppendAsync(small, 0, Bytes(4), default));
        await Assert.ThrowsAsync<UploadRefusedException>(() => store.Uploads.AppendAsync(large, 0, Bytes(5), default));

        Assert.Equal((true, 3), await store.Uploads.AppendAsync(small, 0, Bytes(3), default));
        Assert.Equal((true, 4), await store.Uploads.AppendAsync(large, 0, Bytes(4), default));
        Assert.Equal(7, store.Files.Sum(file => new FileInfo(file).Length));
    }

    [Fact]
    public void A_token_is_good_for_its_own_page_and_user_alone()
    {
        using var store = new UploadStore();
        var token = store.Uploads.Create(s_ada, "a.txt", "text/plain", 5, Max);

        Assert.NotNull(store.Uploads.Find(token, s_ada));
        Assert.Null(store.Uploads.Find(token, s_bob));
        Assert.Null(store.Uploads.Find(token, s_ada with { Page = "page 3" }));
        Assert.NotNull(store.Uploads.Find(token, s_ada with { Account = "another address" }));
        Assert.Null(store.Uploads.Find(null, s_ada));
        Assert.Null(store.Uploads.Find("", s_ada));
        Assert.Null(store.Uploads.Find("nonsense!", s_ada));
        Assert.Null(store.Uploads.Find(token[..^1], s_ada));
        for (var i = 0; i < token.Length; i += 7)
            Assert.Null(store.Uploads.Find(token[..i] + (token[i] == 'A' ? 'B' : 'A') + token[(i + 1)..], s_ada));
    }

    [Fact]
    public void Nothing_of_what_the_browser_sent_is_in_the_name_on_disk()
    {
        using var store = new UploadStore();

        store.Uploads.Create(s_ada with { Account = "../../ada" }, "../../evil.aspx", "text/plain", 5, Max);

        Assert.Matches("^[0-9a-f]{32}[.][0-9a-f]{32}[.]5$", Path.GetFileName(Assert.Single(store.Files)));
    }

    [Fact]
    public void Each_limit_holds_at_its_edge()
    {
        using var store = new UploadStore(options =>
        {
            options.MaxUploadsPerUser = 2;
            options.MaxUploadBytesPerUser = 10;
            options.MaxUploadDirectoryBytes = 15;
        });

        AssertRefused(413, "“a.txt” is too large: at most 1000 bytes.", () => Begin(store, Max + 1));
        AssertRefused(413, "“a.txt” is too large: at most 1000 bytes.", () => Begin(store, -1));
        AssertRefused(413, "Your uploads are too large together: at most 10 bytes.", () => Begin(store, 11));
        Begin(store, 6);
        AssertRefused(413, "Your uploads are too large together: at most 10 bytes.", () => Begin(store, 5));
        var last = Begin(store, 4);
        AssertRefused(429, "Too many uploads are under way. Let one finish first.", () => Begin(store, 0));
        AssertRefused(507, "There is no room for this file at the moment. Try again later.", () => Begin(store, 6, s_bob));
        Begin(store, 5, s_bob);

        Assert.False(store.Space.TryTake(1));
        store.Uploads.Remove(last);
        Assert.True(store.Space.TryTake(4));
        Assert.False(store.Space.TryTake(1));
        AssertRefused(507, "There is no room for this file at the moment. Try again later.", () => Begin(store, 1));
        store.Space.Give(4);
        Begin(store, 4);
    }

    [Fact]
    public void The_limits_count_what_was_begun_before_a_restart()
    {
        using var store = new UploadStore(options => options.MaxUploadDirectoryBytes = 10);
        Begin(store, 8);

        var restarted = new UploadSpace(Microsoft.Extensions.Options.Options.Create(store.Options), store.NewProcess());
        restarted.Recount();

        Assert.True(restarted.TryTake(2));
        Assert.False(restarted.TryTake(1));
    }

    [Fact]
    public async Task It_ends_when_nobody_has_continued_it_for_its_lifetime()
    {
        using var store = new UploadStore();
        var ticket = Begin(store, size: 5);
        store.Time.Advance(store.Options.UploadLifetime);
        Assert.Equal((true, 1), await store.Uploads.AppendAsync(ticket, 0, Bytes(1), default));
        store.Time.Advance(store.Options.UploadLifetime);
        store.Directory.Sweep();
        Assert.Equal(1, store.Uploads.OffsetOf(ticket));

        store.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(store.Uploads.OffsetOf(ticket));
        Assert.Single(store.Files);
        store.Directory.Sweep();
        Assert.Empty(store.Files);
    }

    [Fact]
    public async Task Two_connections_do_not_write_one_file_at_a_time()
    {
        using var store = new UploadStore();
        var ticket = Begin(store, size: 5);
        var slow = new System.IO.Pipelines.Pipe();
        var first = store.Uploads.AppendAsync(ticket, 0, slow.Reader.AsStream(), default);

        await Assert.ThrowsAsync<IOException>(() => store.Uploads.AppendAsync(ticket, 0, Bytes(1), default));

        await slow.Writer.CompleteAsync();
        Assert.Equal((true, 0), await first);
    }

    [Fact]
    public async Task A_handler_gets_a_finished_file_only()
    {
        using var store = new UploadStore();
        var ticket = Begin(store, size: 2);
        AssertRefused(422, "This upload is gone. Choose the file again.", () => store.Uploads.Open(ticket, "up:", "photo"));
        AssertRefused(422, "This upload is gone. Choose the file again.", () => store.Uploads.Open(null, "up:", "photo"));
        await store.Uploads.AppendAsync(ticket, 0, Bytes(2), default);

        var (file, content) = store.Uploads.Open(ticket, "up:x", "photo");
        using (content)
        {
            Assert.Equal(("a.txt", "text/plain", 2, "up:x"), (file.FileName, file.ContentType, file.Length, file.Name));
            using var copy = new MemoryStream();
            await file.CopyToAsync(copy);
            Assert.Equal(new byte[2], copy.ToArray());
        }
        store.Uploads.Remove(ticket);
        Assert.Empty(store.Files);
        AssertRefused(422, "This upload is gone. Choose the file again.", () => store.Uploads.Open(ticket, "up:x", "photo"));
    }

    static UploadTicket Begin(UploadStore store, long size, Uploader? uploader = null) =>
        store.Uploads.Find(store.Uploads.Create(uploader ?? s_ada, "x/a.txt", "text/plain", size, Max), uploader ?? s_ada)!;

    static MemoryStream Bytes(int count) => new(new byte[count]);

    static void AssertRefused(int status, string text, Func<object?> act)
    {
        var refused = Assert.Throws<UploadRefusedException>(act);
        Assert.Equal((status, text), (refused.Status, refused.Message));
    }

    /// <summary>Gives some bytes and then what a lost connection gives.</summary>
    sealed class BreakingStream(int bytes) : MemoryStream(new byte[bytes])
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("lost");
    }
}
