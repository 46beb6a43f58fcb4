namespace LiveGen.Faults.Nodes;

/// <summary>Sends a numbered message: in turn as an event for the consumers and as commands for the pages.</summary>
static class Sending
{
    public static ValueTask SendAsync(IGroupSender groups, string group, long number, CancellationToken cancellationToken)
    {
        var message = new Numbered(group, number);
        return number % 2 == 0
            ? groups.SendAsync(group, message, cancellationToken)
            : groups.SendCommandsAsync(group, Live.Render(() => Dispatch(null, PageEvents.Numbered, message)), cancellationToken);
    }
}
