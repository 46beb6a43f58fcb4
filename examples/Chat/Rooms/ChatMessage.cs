using System.ComponentModel.DataAnnotations;

namespace Chat.Rooms;

/// <summary>What a page sends: checked before the consumer sees it.</summary>
public sealed record Say(
    [MaxLength(ChatRooms.LongestMessage, ErrorMessage = "A message has at most 1,000 characters. Yours is kept: shorten it.")]
    string Text);

/// <summary>What everyone in a room gets, from a page, from the server or from another process.</summary>
public sealed record Said(string Id, string By, string Text, DateTimeOffset At);
