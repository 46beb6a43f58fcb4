using StackExchange.Redis;

namespace LiveGen.Redis;

/// <summary>One multiplexer for commands and what waits for its answers; replaced as a whole when it is stuck.</summary>
internal sealed class CommandConnection
{
    int _pending;

    public CommandConnection(ConnectionMultiplexer multiplexer)
    {
        Multiplexer = multiplexer;
        // With order preserved, one slow continuation after a reply holds up all others (measured: 20 x 100 ms took
        // 2.3 s instead of 1.1 s). Reflection, because later versions of the library do not have the property.
        typeof(ConnectionMultiplexer).GetProperty("PreserveAsyncOrder")?.SetValue(multiplexer, false);
    }

    public ConnectionMultiplexer Multiplexer { get; }

    /// <summary>The server takes no writes any more: another one has taken over, and its address leads there by now or soon.</summary>
    public bool IsReadOnly { get; private set; }

    /// <summary>Looks what a refusal says about the server.</summary>
    public void Note(RedisServerException refusal) =>
        IsReadOnly |= refusal.Message.Contains("READONLY ", StringComparison.Ordinal); // a script's may have words ahead of it

    /// <summary>Counts a command in; false when too many wait already.</summary>
    public bool TryEnter(int limit)
    {
        if (Interlocked.Increment(ref _pending) <= limit)
            return true;
        Interlocked.Decrement(ref _pending);
        return false;
    }

    /// <summary>Runs a script that was counted in; the task ends when Redis answers, which may be never.</summary>
    public async Task<RedisResult> EvaluateAsync(string script, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await EvaluateTextAsync(script, keys, values);
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }

    /// <summary>The same by hash. To a server that does not know it, the last value gets the flag <c>c</c>.</summary>
    public async Task<RedisResult> EvaluateAsync(HashedScript script, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            try
            {
                return await Multiplexer.GetDatabase().ScriptEvaluateAsync(script.Hash, keys, values);
            }
            catch (RedisServerException exception) when (IsNoScript(exception))
            {
                return await EvaluateTextAsync(script.Text, keys, [.. values[..^1], values[^1] + "c"]);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }

    /// <summary>Publishes a message that was counted in; without a result.</summary>
    public async Task<RedisResult> PublishAsync(string channel, byte[] message)
    {
        try
        {
            await Multiplexer.GetDatabase().PublishAsync(new RedisChannel(channel, RedisChannel.PatternMode.Literal), message);
            return null!;
        }
        finally
        {
            Interlocked.Decrement(ref _pending);
        }
    }

    async Task<RedisResult> EvaluateTextAsync(string script, RedisKey[] keys, RedisValue[] values)
    {
        var database = Multiplexer.GetDatabase();
        try
        {
            return await database.ScriptEvaluateAsync(script, keys, values);
        }
        catch (RedisServerException exception) when (IsNoScript(exception))
        {
            return await database.ScriptEvaluateAsync(script, keys, values);
        }
    }

    // After SCRIPT FLUSH the library still believes that the server knows the script; the refusal corrects it, and the
    // script has not run.
    static bool IsNoScript(RedisServerException exception) =>
        exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal);
}
