using LiveGen.Channels;
using LiveGen.Consumers;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Consumers;

public sealed class MailboxTests
{
    readonly List<object> _ran = [];
    readonly Mailbox _mailbox;
    TaskCompletionSource _release = new();

    public MailboxTests() => _mailbox = Of(RunAsync, limit: 2);

    static Mailbox Of(Func<object, ValueTask> run, int limit, int byteLimit = int.MaxValue, Action<Exception>? escaped = null) =>
        new(new Runner(run, escaped), new LiveGenOptions { MaxQueuedCalls = limit, MaxQueuedCallBytes = byteLimit });

    sealed class Runner(Func<object, ValueTask> run, Action<Exception>? escaped) : ICallRunner
    {
        public ValueTask RunAsync(object call) => run(call);

        public void OnEscaped(Exception error) => escaped?.Invoke(error);
    }

    async ValueTask RunAsync(object call)
    {
        _ran.Add(call);
        await _release.Task;
    }

    void Release()
    {
        var release = _release;
        _release = new();
        release.SetResult();
    }

    static ChannelMessage Message(string text) => new("g", System.Text.Encoding.UTF8.GetBytes(text));

    static CallbackCall Callback(int bytes = 2) => new(new ClientFrame { Kind = ClientFrameKind.Callback, Args = new byte[bytes] });

    [Fact]
    public void Calls_run_one_at_a_time_in_order()
    {
        object[] calls = [Callback(), Message("b"), Callback()];
        foreach (var call in calls)
            Assert.True(_mailbox.TryPost(call, inline: true));

        Assert.Equal(calls[..1], _ran);
        Release();
        Assert.Equal(calls[..2], _ran);
        Release();
        Assert.Equal(calls, _ran);
    }

    [Fact]
    public void As_many_wait_as_allowed_and_not_one_more()
    {
        Assert.True(_mailbox.TryPost(Callback(), inline: true));
        Assert.True(_mailbox.TryPost(Callback(), inline: true));
        Assert.True(_mailbox.TryPost(Callback(), inline: true));
        Assert.False(_mailbox.TryPost(Callback(), inline: true));
    }

    [Fact]
    public void A_group_s_message_waits_for_its_events_and_not_for_callbacks()
    {
        _mailbox.TryPost(Callback(), inline: true);
        Assert.False(_mailbox.TryPostBehind(Message("free"), out _));

        _mailbox.TryPost(Message("event"), inline: false);
        Assert.True(_mailbox.TryPostBehind(Message("behind"), out var full));
        Assert.False(full);
        Assert.True(_mailbox.TryPostBehind(Message("one too many"), out full));
        Assert.True(full);

        Release(); // the callback; the event runs
        Assert.True(_mailbox.TryPostBehind(Message("behind the running event"), out full));
        Release(); // the event
        Release(); // behind
        Release(); // behind the running event
        Assert.False(_mailbox.TryPostBehind(Message("free again"), out _));
        Assert.Equal(4, _ran.Count);
    }

    [Fact]
    public async Task Stopping_drops_what_waits_and_completes_with_the_running_call()
    {
        _mailbox.TryPost(Callback(), inline: true);
        _mailbox.TryPost(Callback(), inline: true);

        var stopped = _mailbox.StopAsync();
        Assert.False(stopped.IsCompleted);
        Assert.True(_mailbox.TryPost(Callback(), inline: true));
        Release();

        await stopped.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Single(_ran);
    }

    [Fact]
    public async Task Calls_on_another_thread_see_the_ambient_values_of_the_request()
    {
        var ambient = new AsyncLocal<string> { Value = "request" };
        var seen = new TaskCompletionSource<string?>();
        var mailbox = Of(_ =>
        {
            seen.SetResult(ambient.Value);
            return default;
        }, limit: 1);
        ambient.Value = "sender";

        mailbox.TryPost(Message("x"), inline: false);

        Assert.Equal("request", await seen.Task.WaitAsync(TimeSpan.FromSeconds(20)));
    }

    sealed class Post
    {
        public int Times;
    }

    [Fact]
    public async Task Every_call_of_many_threads_runs_once_and_none_at_the_same_time_as_another()
    {
        const int Each = 50_000;
        var running = 0;
        var overlaps = 0;
        var mailbox = Of(call =>
        {
            if (Interlocked.Increment(ref running) != 1)
                Interlocked.Increment(ref overlaps);
            Interlocked.Decrement(ref running);
            Interlocked.Increment(ref ((Post)call).Times);
            return default;
        }, limit: 3);

        // Posts again the moment its call has run: then the thread that ran it is just looking for the next one.
        int[] PostAll(int count, bool inline)
        {
            var posts = Enumerable.Range(0, count).Select(_ => new Post()).ToArray();
            foreach (var post in posts)
            {
                Assert.True(mailbox.TryPost(post, inline));
                for (var turn = 1; Volatile.Read(ref post.Times) == 0; turn++)
                {
                    if (turn % 200 == 0)
                        Thread.Yield();
                }
            }
            return [.. posts.Select(p => p.Times)];
        }

        // On threads of their own: they spin, and on the pool's they would keep those from the calls that start there.
        static Task<int[]> OnItsOwn(Func<int[]> work) =>
            Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        var times = await Task.WhenAll(
            OnItsOwn(() => PostAll(Each, inline: true)),
            OnItsOwn(() => PostAll(Each, inline: true)),
            OnItsOwn(() => PostAll(Each / 50, inline: false))).WaitAsync(TimeSpan.FromMinutes(2));
        await mailbox.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));

        Assert.All(times, t => Assert.DoesNotContain(2, t));
        Assert.Equal((0, 0), (overlaps, mailbox.Ordered));
    }

    [Fact]
    public async Task A_call_that_throws_all_the_same_is_told_of_and_the_next_one_runs()
    {
        var failures = new List<Exception>();
        var ran = 0;
        var mailbox = Of(
            _ => ran++ == 0 ? throw new InvalidOperationException("escaped") : default, limit: 2, escaped: failures.Add);

        mailbox.TryPost(Callback(), inline: true);
        mailbox.TryPost(Callback(), inline: true);

        Assert.Equal(2, ran);
        Assert.Equal("escaped", Assert.Single(failures).Message);
        await mailbox.StopAsync().WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void As_many_bytes_of_callbacks_wait_as_allowed_and_not_one_more()
    {
        var mailbox = Of(RunAsync, limit: 10, byteLimit: 100);
        mailbox.TryPost(Callback(1000), inline: true);

        Assert.True(mailbox.TryPost(Callback(60), inline: true));
        Assert.False(mailbox.TryPost(Callback(41), inline: true));
        Assert.True(mailbox.TryPost(Callback(40), inline: true));
        Assert.True(mailbox.TryPost(Message("an event is shared by all who get it"), inline: true));
        Release();
        Assert.True(mailbox.TryPost(Callback(60), inline: true));
    }

    [Fact]
    public void One_callback_of_any_size_may_wait()
    {
        var mailbox = Of(RunAsync, limit: 10, byteLimit: 100);
        mailbox.TryPost(Callback(1), inline: true);

        Assert.True(mailbox.TryPost(Callback(101), inline: true));
        Assert.False(mailbox.TryPost(Callback(1), inline: true));
    }
}
