using LiveGen.Channels;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace LiveGen.Redis;

/// <summary>Runs scripts on Redis, every one bounded in time and in number, and turns failures into one kind of error.</summary>
internal sealed class CommandLink(
    RedisConnector connector, RedisChannelLayerOptions options, TimeProvider time, ILogger<CommandLink> logger)
    : IAsyncDisposable
{
    // The library reconnects by itself and refuses at once until it has.
    static readonly TimeSpan s_retryDelay = TimeSpan.FromMilliseconds(50);

    readonly CommandConnections _connections = new(connector, options, time, logger);

    /// <summary>Begins to connect; the first send does it otherwise.</summary>
    public void Start() => _connections.Current();

    /// <summary>
    /// Runs a script. <paramref name="what"/> says what could not be done, for the error: "send to group \"x\"";
    /// <paramref name="late"/> gets the result if it comes after the time limit.
    /// </summary>
    /// <exception cref="ChannelLayerException">Redis did not do it in time, or not at all.</exception>
#pragma warning disable CS1573 // The other parameters are what they are called.
    public ValueTask<RedisResult> EvaluateAsync(string what, string script, RedisKey[] keys, RedisValue[] values,
        CancellationToken cancellationToken, Action<RedisResult>? late = null) =>
#pragma warning restore CS1573
        RunAsync(what, time.GetTimestamp(), connection => connection.EvaluateAsync(script, keys, values), cancellationToken, late);

    /// <summary>The same for a caller that cannot await.</summary>
    public RedisResult Evaluate(string what, string script, RedisKey[] keys, RedisValue[] values) =>
        Block(what, () => EvaluateAsync(what, script, keys, values, CancellationToken.None));

    /// <summary>
    /// Runs a script by its hash; when the connection breaks meanwhile, again within the time limit, and the last value then has the
    /// flag <c>r</c>: it may have run.
    /// </summary>
    /// <exception cref="ChannelLayerException">Redis did not do it in time, or not at all.</exception>
    public async ValueTask<RedisResult> SendAsync(
        string what, HashedScript script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                return await RunAsync(what, began, connection => connection.EvaluateAsync(script, keys, values), cancellationToken, late: null);
            }
            catch (ChannelLayerException exception) when (exception.InnerException is RedisConnectionException && Left(began) > s_retryDelay)
            {
                values = [.. values[..^1], "r"];
                await Task.Delay(s_retryDelay, time, cancellationToken);
            }
        }
    }

    /// <inheritdoc cref="SendAsync"/>
    public RedisResult Send(string what, HashedScript script, RedisKey[] keys, RedisValue[] values) =>
        Block(what, () => SendAsync(what, script, keys, values, CancellationToken.None));

    /// <summary>Publishes without more; a broken connection is an error.</summary>
    /// <exception cref="ChannelLayerException">Redis did not do it in time, or not at all.</exception>
    public async ValueTask PublishAsync(string what, string channel, byte[] message, CancellationToken cancellationToken) =>
        await RunAsync(what, time.GetTimestamp(), connection => connection.PublishAsync(channel, message), cancellationToken, late: null);

    /// <inheritdoc cref="PublishAsync"/>
    public void Publish(string what, string channel, byte[] message) =>
        Block(what, () => RunAsync(what, time.GetTimestamp(), connection => connection.PublishAsync(channel, message), CancellationToken.None, late: null));

    public ValueTask DisposeAsync() => _connections.DisposeAsync();

    async ValueTask<RedisResult> RunAsync(string what, long began, Func<CommandConnection, Task<RedisResult>> command,
        CancellationToken cancellationToken, Action<RedisResult>? late)
    {
        CommandConnection? connection = null;
        try
        {
            connection = await _connections.Current().WaitAsync(Left(began), time, cancellationToken);
            if (!connection.TryEnter(options.MaxPendingSends))
                throw TooMany(what);
            return await WithinAsync(command(connection), Left(began), time, cancellationToken, late);
        }
        catch (Exception exception) when (IsFailure(exception, cancellationToken))
        {
            if (exception is RedisServerException refusal)
                connection?.Note(refusal);
            throw Failed(what, exception);
        }
    }

    RedisResult Block(string what, Func<ValueTask<RedisResult>> command)
    {
        // Away from the caller's synchronization context; and Task.Wait, unlike the library's own blocking calls, lets
        // the thread pool replace the thread that it blocks. The outer limit is for a pool that is exhausted all the same.
        var answer = Task.Run(() => command().AsTask());
        try
        {
            if (answer.Wait(options.OperationTimeout))
                return answer.GetAwaiter().GetResult();
        }
        catch (AggregateException) when (answer.IsFaulted)
        {
            return answer.GetAwaiter().GetResult(); // Throws the one inside.
        }
        _ = ObserveAsync(answer, late: null);
        throw Failed(what, new TimeoutException());
    }

    /// <summary>Waits for an answer until the time limit; <paramref name="late"/> gets one that comes later.</summary>
    internal static async Task<RedisResult> WithinAsync(Task<RedisResult> answer, TimeSpan limit, TimeProvider time,
        CancellationToken cancellationToken, Action<RedisResult>? late)
    {
        try
        {
            return await answer.WaitAsync(limit, time, cancellationToken);
        }
        catch
        {
            // Not only where the answer is still to come: it may have come since the limit was noticed, and only an answer
            // that was returned is in the caller's hands.
            _ = ObserveAsync(answer, late);
            throw;
        }
    }

    /// <summary>An answer after its time: it must not fail unobserved, and a result may still matter.</summary>
    static async Task ObserveAsync(Task<RedisResult> answer, Action<RedisResult>? late)
    {
        await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (answer.IsCompletedSuccessfully)
            late?.Invoke(await answer);
        else
            _ = answer.Exception;
    }

    TimeSpan Left(long began)
    {
        var left = options.OperationTimeout - time.GetElapsedTime(began);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    static bool IsFailure(Exception exception, CancellationToken cancellationToken) =>
        exception is not (ChannelLayerException or ObjectDisposedException { ObjectName: nameof(RedisChannelLayer) }) &&
        !(exception is OperationCanceledException && cancellationToken.IsCancellationRequested);

    ChannelLayerException TooMany(string what) => new(
        $"Could not {what}: {options.MaxPendingSends} sends wait for Redis at {connector.Servers} already " +
        "(RedisChannelLayerOptions.MaxPendingSends). Redis is slow or gone; send less, or try again later.");

    ChannelLayerException Failed(string what, Exception exception) => exception switch
    {
        TimeoutException => new($"Could not {what}: Redis at {connector.Servers} did not answer within " +
            $"{options.OperationTimeout.TotalSeconds:0.###} s. It may have been done all the same; try again only what " +
            "may happen twice.", exception),
        RedisServerException => new($"Could not {what}: Redis at {connector.Servers} refused it: {exception.Message}", exception),
        _ => new($"Could not {what}: the connection to Redis at {connector.Servers} is down or broke meanwhile. " +
            "LiveGen reconnects by itself; try again later.", exception),
    };
}
