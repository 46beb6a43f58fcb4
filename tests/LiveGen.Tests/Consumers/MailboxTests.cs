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

    public MailboxTests() => _mailbox = new Mailbox(RunAsync, limit: 2);

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

    static CallbackCall Callback() => new(new ClientFrame { Kind = ClientFrameKind.Callback });

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
        var mailbox = new Mailbox(_ =>
        {
            seen.SetResult(ambient.Value);
            return default;
        }, limit: 1);
        ambient.Value = "sender";

        mailbox.TryPost(Message("x"), inline: false);

        Assert.Equal("request", await seen.Task.WaitAsync(TimeSpan.FromSeconds(20)));
    }
}
