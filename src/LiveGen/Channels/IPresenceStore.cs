namespace LiveGen.Channels;

/// <summary>One socket that says who it is in a group.</summary>
/// <param name="Id">Unique in this process.</param>
/// <param name="Group">Where.</param>
/// <param name="Key">Who; several sockets may say the same.</param>
/// <param name="Meta">What the application says about it, as JSON; mostly nothing.</param>
/// <param name="Since">When it said so first.</param>
sealed record PresenceMark(long Id, string Group, string Key, ReadOnlyMemory<byte> Meta, DateTimeOffset Since);

/// <summary>Where presence is kept: in the process, or where all processes of the layer see it.</summary>
interface IPresenceStore
{
    /// <summary>Is told of a group and a key that came late, when the store could not be reached before.</summary>
    Action<string, string>? Came { get; set; }

    /// <summary>Is told of a group and a key that have gone otherwise than by <see cref="RemoveAsync"/>: their process has crashed.</summary>
    Action<string, string>? Lost { get; set; }

    /// <summary>Is told of a group in which something has changed that could not be stored at once.</summary>
    Action<string>? Changed { get; set; }

    /// <summary>Adds a mark, or changes the meta of one that is there.</summary>
    /// <returns>Whether the group did not have its key.</returns>
    ValueTask<bool> AddAsync(PresenceMark mark);

    /// <returns>Whether that was the key's last mark in the group.</returns>
    ValueTask<bool> RemoveAsync(PresenceMark mark);

    /// <exception cref="ChannelLayerException">It could not be read in time.</exception>
    ValueTask<IReadOnlyList<PresenceMark>> ListAsync(string group, CancellationToken cancellationToken);

    /// <summary>The process ends: marks that are left may come back elsewhere within the grace, and are forgotten after it.</summary>
    Task StopAsync(TimeSpan grace);
}
