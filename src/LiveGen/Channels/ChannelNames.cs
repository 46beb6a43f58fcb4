using System.Buffers;

namespace LiveGen.Channels;

/// <summary>What a group or a channel may be called: 1 to 100 of <c>A–Z a–z 0–9 _ . -</c>.</summary>
public static class ChannelNames
{
    /// <summary>The longest name, in characters: 100.</summary>
    public const int MaxLength = 100;

    /// <summary>How the name of a group begins that keeps no history: cheaper, and what a page misses is lost.</summary>
    public const string EphemeralPrefix = "ephemeral.";

    /// <summary>How the name of an open socket's channel begins; a work queue's must not.</summary>
    internal const string SocketPrefix = "ws.";

    static readonly SearchValues<char> s_allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-");

    /// <summary>Whether the text is a name; for input that a person chose.</summary>
    public static bool IsValid(string? name) =>
        name is { Length: > 0 and <= MaxLength } && !name.AsSpan().ContainsAnyExcept(s_allowed);

    /// <summary>Whether a group keeps no history, by its name (<see cref="EphemeralPrefix"/>).</summary>
    public static bool IsEphemeral(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith(EphemeralPrefix, StringComparison.Ordinal);
    }

    /// <summary>Refuses a text that is not a name.</summary>
    /// <exception cref="ArgumentException">The name is empty, too long, or has a character that is not allowed.</exception>
    public static void Check(string name)
    {
        if (!IsValid(name))
            Refuse(name);
    }

    static void Refuse(string? name)
    {
        var got = name is null ? "null"
            : name.Length > MaxLength ? $"{name.Length} characters"
            : $"\"{System.Text.Encodings.Web.JavaScriptEncoder.Default.Encode(name)}\"";
        throw new ArgumentException(
            $"A group or channel name is 1 to {MaxLength} of A-Z a-z 0-9 _ . - but got {got}. " +
            "Map what a person typed to such a name first, for example with ChannelNames.IsValid.", nameof(name));
    }
}
