namespace LiveGen.Consumers;

/// <summary>The places of one session, each in its group; whoever uses it holds its lock.</summary>
/// <remarks>
/// An array that is searched from the front: a session has its own channel and a group or two, of at most
/// <see cref="LiveGen.Wire.LiveGenOptions.MaxGroupsPerSocket"/>. A dictionary would be twice as large, for every idle socket.
/// </remarks>
sealed class Places
{
    KeyValuePair<string, Place>[] _all = [];

    public int Count { get; private set; }

    public ReadOnlySpan<KeyValuePair<string, Place>> All => _all.AsSpan(0, Count);

    public bool Contains(string group) => IndexOf(group) >= 0;

    /// <summary>Adds a place, or puts it in the other's stead.</summary>
    public void Set(string group, Place place)
    {
        var index = IndexOf(group);
        if (index < 0)
        {
            if (Count == _all.Length)
                Array.Resize(ref _all, Math.Max(2, 2 * Count));
            index = Count++;
        }
        _all[index] = KeyValuePair.Create(group, place);
    }

    public bool Remove(string group)
    {
        var index = IndexOf(group);
        if (index < 0)
            return false;
        _all[index] = _all[--Count];
        _all[Count] = default;
        return true;
    }

    /// <summary>The place in a group; null when there is none.</summary>
    public Place? Find(string group) => IndexOf(group) is >= 0 and var index ? _all[index].Value : null;

    int IndexOf(string group)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_all[i].Key == group)
                return i;
        }
        return -1;
    }
}
