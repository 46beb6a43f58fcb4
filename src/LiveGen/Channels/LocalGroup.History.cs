using LiveGen.Wire;

namespace LiveGen.Channels;

/// <summary>Whether what a member missed can be given to it.</summary>
internal enum Reach
{
    /// <summary>The group has ended: take the next one of that name.</summary>
    Dead,

    /// <summary>Not all of it is here.</summary>
    Beyond,

    /// <summary>All of it.</summary>
    Whole,
}

// The latest messages: all that were sent to the group above _floor, up to _last, are in _history.
internal sealed partial class LocalGroup
{
    // What a group takes that is only kept for who comes back: itself, two locks, its list, its place in the table.
    internal const int ShellBytes = 400;

    GroupHistory? _history;
    bool _hasBegun;
    long _floor;
    long _last;
    long _weight;

    // When the group last had a message or a member: by the clock, and by the numbers.
    long _touched;
    long _touchedNumber;

    public bool IsEphemeral { get; } = !table.AreChannels && ChannelNames.IsEphemeral(name);

    /// <summary>Whether it is one channel's messages.</summary>
    public bool IsChannel => table.AreChannels;

    HistoryKeeper Keeper => table.Keeper;

    /// <summary>Makes a message, keeps it and copies the members that get it; null when the group has ended.</summary>
    public ChannelMessage? TryRecord(ReadOnlyMemory<byte> payload, out LocalMembership[] members, out int count)
    {
        lock (_gate)
        {
            (members, count) = ([], 0);
            if (_isDead)
                return null;
            Begin();
            var message = new ChannelMessage(table.AreChannels ? null : name, payload, table.Numbering.Next());
            Keep(message);
            members = Snapshot(out count);
            return message;
        }
    }

    /// <summary>Adds a member and finds what it gets first; the caller holds <see cref="FanOut"/> until it has it.</summary>
    public Reach TryAdd(LocalChannel channel, GroupPosition from, out LocalMembership? membership, out ChannelMessage[] missed,
        out GroupPosition position)
    {
        lock (_gate)
        {
            (membership, position) = (null, from);
            var reach = FindMissed(from, out missed);
            if (reach != Reach.Whole)
                return reach;
            membership = AddMember(channel, from.Number);
            if (missed.Length == 0 && !IsEphemeral)
                position = new GroupPosition(from.Epoch, Math.Max(from.Number, table.Numbering.IsOwn ? table.Numbering.Number : _last));
            return reach;
        }
    }

    /// <summary>What was sent after a position, in order; the caller holds <see cref="FanOut"/>.</summary>
    public Reach TryFindMissed(GroupPosition from, out ChannelMessage[] missed)
    {
        lock (_gate)
            return FindMissed(from, out missed);
    }

    /// <summary>Keeps the group from now on as long as one that had a message; false when it has ended.</summary>
    public bool TryTouch()
    {
        lock (_gate)
        {
            if (_isDead)
                return false;
            Begin();
            Touch();
            return true;
        }
    }

    /// <summary>Forgets messages that have had their time, and then the group, if nobody is in it.</summary>
    public void TrimOld()
    {
        lock (_gate)
        {
            while (_history is { Count: > 0 } && Keeper.IsOld(_history.FirstTime))
                ForgetFirst();
            EndIf(Keeper.IsOld(_touched));
        }
    }

    /// <summary>Forgets messages up to a number, and the group, if nobody has been in it since.</summary>
    public void TrimTo(long number)
    {
        lock (_gate)
        {
            while (_history is { Count: > 0 } && _history.FirstNumber <= number)
                ForgetFirst();
            EndIf(_touchedNumber <= number);
        }
    }

    /// <summary>Tells the number and the memory of all that could be forgotten.</summary>
    public void Weigh(Action<long, long> scale)
    {
        lock (_gate)
        {
            _history?.Weigh(scale);
            if (_members.Count == 0 && !IsEphemeral)
                scale(_touchedNumber, ShellBytes);
        }
    }

    // The first use: by then no group of this name before it can be left.
    void Begin()
    {
        if (_hasBegun)
            return;
        _hasBegun = true;
        _floor = _last = table.FloorOf(name);
        Touch();
    }

    void Touch()
    {
        (_touched, _touchedNumber) = (Keeper.Now, table.Numbering.Number);
        Weigh();
    }

    void Keep(ChannelMessage message, ulong id = 0)
    {
        _last = message.Position.Number;
        (_touched, _touchedNumber) = (Keeper.Now, _last);
        (_history ??= new GroupHistory()).Add(message, _touched, id);
        Limit();
    }

    void Limit()
    {
        while (_history is { } history && (history.Count > Keeper.MaxMessages || history.Bytes > Keeper.MaxBytes))
            ForgetFirst();
        Weigh();
    }

    Reach FindMissed(GroupPosition from, out ChannelMessage[] missed)
    {
        missed = [];
        if (_isDead)
            return Reach.Dead;
        Begin();
        if (IsEphemeral)
            return Reach.Whole;
        var now = table.Numbering;
        if (from.Epoch != now.Epoch || from.Number < _floor || now.IsOwn && from.Number > now.Number)
            return Reach.Beyond;
        missed = _history?.After(from.Number) ?? [];
        return Reach.Whole;
    }

    void ForgetFirst()
    {
        _floor = _history!.RemoveFirst();
        if (_history.Count == 0)
            _history = null;
        Weigh();
    }

    void EndIf(bool isOver)
    {
        if (!isOver || _isDead || !_hasBegun || _members.Count > 0 || _history is not null)
            return;
        _isDead = true;
        Weigh();
        table.Forget(name, _last);
        table.Drop(this);
    }

    void Weigh()
    {
        var weight = _isDead || IsEphemeral ? 0 : (_history?.Bytes ?? 0) + (_members.Count == 0 ? ShellBytes : 0);
        if (weight == _weight)
            return;
        Keeper.Charge(weight - _weight);
        _weight = weight;
    }
}
