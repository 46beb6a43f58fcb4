namespace LiveGen.Channels;

/// <summary>
/// What a receiver sends while it takes a message waits until the current fan-out is done. Otherwise the members
/// that come later in the loop would see the answer before the question, and two groups that answer each other could
/// lock each other up.
/// </summary>
internal static class LocalNesting
{
    [ThreadStatic]
    static Queue<(LocalChannels Channels, string Name, ChannelMessage Message)>? s_waiting;

    [ThreadStatic]
    static bool s_isDelivering;

    /// <summary>Delivers now, and then what the receivers sent meanwhile; inside a delivery, only notes the message.</summary>
    public static void Run(LocalChannels channels, string name, ChannelMessage message)
    {
        if (s_isDelivering)
        {
            (s_waiting ??= new()).Enqueue((channels, name, message));
            return;
        }
        s_isDelivering = true;
        try
        {
            channels.DeliverNow(name, message);
            while (s_waiting is { } waiting && waiting.TryDequeue(out var next))
                next.Channels.DeliverNow(next.Name, next.Message);
        }
        finally
        {
            s_isDelivering = false;
        }
    }
}
