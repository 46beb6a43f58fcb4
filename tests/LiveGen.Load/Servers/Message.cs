using System.Diagnostics;
using System.Globalization;

namespace LiveGen.Load.Servers;

/// <summary>The message that all servers send: a list item of some 300 bytes, with its number and time inside.</summary>
static class Message
{
    public const string Target = "messages";
    public const string Author = "Ada Lovelace";

    /// <summary>What makes up the size.</summary>
    public static string Text { get; } = string.Concat(Enumerable.Repeat("It works, and nobody has to wait for it. ", 6));

    /// <summary>A message's number and the time it was sent, as fixed columns: <c>@00000012@00000034567890123456@</c>.</summary>
    public static string Stamp(int number) =>
        string.Create(CultureInfo.InvariantCulture, $"@{number:D8}@{Stopwatch.GetTimestamp():D20}@");
}
