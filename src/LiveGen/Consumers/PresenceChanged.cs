namespace LiveGen.Consumers;

/// <summary>
/// Somebody came to a group or went. It is sent to the group's consumers (those that joined it with <c>JoinGroupAsync</c>): at once,
/// and then at most once a second per process with what has changed meanwhile.
/// </summary>
/// <param name="Group">The group.</param>
/// <param name="Joined">Keys that were not there before; the first 100.</param>
/// <param name="Left">Keys that are gone; the first 100. Both are empty when somebody's meta changed.</param>
/// <param name="Change">Tells this change from others; for <see cref="IGroupPresence.ListAsync(PresenceChanged, CancellationToken)"/>.</param>
[MessageName("livegen.PresenceChanged")]
public sealed record PresenceChanged(string Group, IReadOnlyList<string> Joined, IReadOnlyList<string> Left, string Change);
