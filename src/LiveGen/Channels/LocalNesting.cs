namespace LiveGen.Channels;

/// <summary>
/// What a receiver sends while it takes a message waits until the current fan-out is done. Otherwise the members
/// that come later in the loop would see the answer before the question, and two groups that answer each other could
/// lock each other up.
/// </summary>
internal static class LocalNesting
{
    [ThreadStatic]
    static Queue<Action>? s_waiting;

    [ThreadStatic]
    static bool s_isDelivering;

    /// <summary>Whether this thread is inside a receiver.</summary>
    public static bool IsDelivering => s_isDelivering;

    /// <summary>Delivers now, and then what the receivers sent meanwhile; inside a delivery, only notes it.</summary>
    public static void Run<T>(T state, Action<T> deliver)
    {
        if (s_isDelivering)
        {
            Note(state, deliver);
            return;
        }
        s_isDelivering = true;
        try
        {
            deliver(state);
            while (s_waiting is { } waiting && waiting.TryDequeue(out var next))
                next();
        }
        finally
        {
            s_isDelivering = false;
        }
    }

    // Apart, so that only what waits costs a closure.
    static void Note<T>(T state, Action<T> deliver) => (s_waiting ??= new()).Enqueue(() => deliver(state));
}
