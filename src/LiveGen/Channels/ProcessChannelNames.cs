using System.Globalization;
using System.Security.Cryptography;

namespace LiveGen.Channels;

/// <summary>Names for the channels of one process: <c>ws.</c>, 16 random hex digits, a counter.</summary>
internal sealed class ProcessChannelNames
{
    readonly string _prefix = $"{ChannelNames.SocketPrefix}{RandomNumberGenerator.GetHexString(16, lowercase: true)}.";
    long _last;

    public string Next() => _prefix + Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether the name was made here.</summary>
    public bool IsOwn(string channel) => channel.StartsWith(_prefix, StringComparison.Ordinal);

    /// <summary>
    /// Refuses a name that a person has made up. Another process' name is fine: a page that comes back to another one keeps its name.
    /// </summary>
    public static void CheckSocket(string channel)
    {
        ChannelNames.Check(channel);
        if (!IsSocket(channel))
            throw new ArgumentException(
                $"Only a channel from NewChannelName can be opened, but got \"{channel}\". " +
                "Receive from a work queue with ReceiveAsync instead.", nameof(channel));
    }

    /// <summary>Whether the name is that of a socket, here or on another machine, and not of a work queue.</summary>
    public static bool IsSocket(string channel) =>
        channel.StartsWith(ChannelNames.SocketPrefix, StringComparison.Ordinal);

    /// <summary>Refuses a socket's name where a work queue's is needed.</summary>
    public static void CheckWorkQueue(string channel)
    {
        ChannelNames.Check(channel);
        if (IsSocket(channel))
            throw new ArgumentException(
                $"\"{channel}\" is the channel of a socket and its messages go to the receiver that opened it. " +
                $"A work queue has a name that does not begin with \"{ChannelNames.SocketPrefix}\".", nameof(channel));
    }
}
