namespace LiveGen.Consumers;

// Who is behind the sockets.
sealed partial class OpenSockets
{
    /// <summary>Those that are to be asked about.</summary>
    public Rechecks Rechecks { get; } = new();

    /// <summary>Closes the sockets of a user. Rare enough to look at all.</summary>
    public void CloseUser(string hash)
    {
        foreach (var (connection, _) in _open)
        {
            if (connection.UserHash == hash)
                connection.EndUser();
        }
    }

    /// <summary>Lets all be asked about soon, in turn.</summary>
    public void RecheckAll()
    {
        foreach (var (connection, _) in _open)
            connection.RecheckSoon();
    }
}
