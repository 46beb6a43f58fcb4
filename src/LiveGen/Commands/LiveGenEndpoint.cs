namespace LiveGen.Commands;

/// <summary>
/// Endpoint metadata: LiveGen made this endpoint, so it must say who may use it. <paramref name="Call"/> is the line that
/// mapped it, as a developer would look for it: <c>MapConsumer&lt;ChatConsumer&gt;("/ws/chat/{room}")</c>.
/// </summary>
sealed record LiveGenEndpoint(string Call);
