using LiveGen.Redis;
using LiveGen.Tests.Shared;
using StackExchange.Redis;
using Xunit;

namespace LiveGen.Tests.Redis;

/// <summary>An answer that comes after its time limit is not lost: it may be a message that has left Redis already.</summary>
public sealed class CommandLinkTests
{
    static readonly TimeSpan s_limit = TimeSpan.FromSeconds(1);

    readonly ManualTimeProvider _time = new();
    readonly TaskCompletionSource<RedisResult> _answer = new();
    readonly TaskCompletionSource<RedisResult> _late = new();

    [Fact]
    public async Task An_answer_in_time_is_returned_and_not_late()
    {
        var waiting = Wait();
        _answer.SetResult(null!);

        Assert.Null(await waiting);
        Assert.False(_late.Task.IsCompleted);
    }

    [Fact]
    public async Task An_answer_after_the_limit_is_handed_over()
    {
        var waiting = Wait();
        _time.Advance(s_limit);
        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
        _answer.SetResult(null!);

        await _late.Task;
    }

    [Fact]
    public async Task An_answer_that_comes_while_the_limit_is_being_noticed_is_handed_over()
    {
        // Between the timer and the code behind the await anything may happen: here the continuation is held back.
        var held = new HeldContext();
        var waiting = held.Run(Wait);
        _time.Advance(s_limit);
        _answer.SetResult(null!);
        held.Release();

        await Assert.ThrowsAsync<TimeoutException>(() => waiting);
        await _late.Task;
    }

    [Fact]
    public async Task A_failure_is_nothing_to_hand_over()
    {
        var waiting = Wait();
        _answer.SetException(new InvalidOperationException());

        await Assert.ThrowsAsync<InvalidOperationException>(() => waiting);
        Assert.False(_late.Task.IsCompleted);
    }

    Task<RedisResult> Wait() => CommandLink.WithinAsync(_answer.Task, s_limit, _time, CancellationToken.None, _late.SetResult);

    sealed class HeldContext : SynchronizationContext
    {
        readonly Queue<(SendOrPostCallback Callback, object? State)> _posted = new();

        public T Run<T>(Func<T> work)
        {
            var before = Current;
            SetSynchronizationContext(this);
            try
            {
                return work();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }

        public override void Post(SendOrPostCallback d, object? state) => _posted.Enqueue((d, state));

        public void Release()
        {
            Assert.NotEmpty(_posted);
            while (_posted.TryDequeue(out var posted))
                posted.Callback(posted.State);
        }
    }
}
