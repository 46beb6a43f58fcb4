namespace LiveGen.Faults.Ledgers;

/// <summary>Compares what one page has seen of one group with what was sent.</summary>
/// <remarks>
/// A render shows all messages up to one number, so it covers what was missed, and an event of a message that it shows already is
/// no second one: the state was read after the position. Acknowledged messages must come in the order of their numbers, without
/// a gap at any moment. Those whose fate is unknown may be missing or late, but keep the order of positions as all do.
/// </remarks>
sealed class GroupJudge(SendBook book)
{
    readonly HashSet<long> _sinceRender = [];
    readonly HashSet<long> _skipped = [];
    long _shown = -1;
    long _first;
    long _latest;
    Position _position;

    public long Expected { get; private set; }

    public long Delivered { get; private set; }

    public long Replayed { get; private set; }

    /// <summary>Missed, and then shown by a render.</summary>
    public long Covered { get; private set; }

    public long Lost { get; private set; }

    public long Duplicated { get; private set; }

    public long OutOfOrder { get; private set; }

    /// <summary>Shown by a render already, and then applied as an event.</summary>
    public long Overlapped { get; private set; }

    public void Take(Apply apply)
    {
        if (apply.How == Applied.Rendered)
            Show(apply.Number);
        else
            Apply(apply);
    }

    /// <summary>All has been taken: what is missing is lost.</summary>
    public void End()
    {
        var last = book.LastAcknowledged;
        Skip(last + 1);
        Lost += _skipped.Count;
        for (var number = _first + 1; number <= last; number++)
            Expected += book.IsAcknowledged(number) ? 1 : 0;
    }

    void Show(long last)
    {
        if (_shown < 0)
            _first = last; // What was there before the page came is none of its messages.
        else
            Covered += Missing(last).Count();
        // An application's state does not go back, so an older render has lost what was shown before.
        if (last < _shown)
            Lost += _shown - last;
        // The render hides the gap, but the page has shown a later message without these: that was a silent loss.
        Lost += _skipped.Count;
        _skipped.Clear();
        _shown = Math.Max(_shown, last);
        _latest = Math.Max(_latest, last);
        _sinceRender.Clear();
        _position = default;
    }

    void Apply(Apply apply)
    {
        var number = apply.Number;
        if (!_sinceRender.Add(number))
        {
            Duplicated++;
            return;
        }
        NotePosition(apply.Position);
        if (number <= _shown)
        {
            Overlapped++;
            return;
        }
        Delivered++;
        Replayed += apply.How == Applied.Replayed ? 1 : 0;
        if (_skipped.Remove(number))
            OutOfOrder++;
        else if (number > _latest)
            Skip(number);
    }

    // Everything acknowledged between the latest message and this one should have come before it.
    void Skip(long number)
    {
        foreach (var missing in Missing(number - 1))
            _skipped.Add(missing);
        _latest = Math.Max(_latest, number);
    }

    IEnumerable<long> Missing(long last)
    {
        for (var number = _latest + 1; number <= last; number++)
            if (book.IsAcknowledged(number))
                yield return number;
    }

    void NotePosition(Position position)
    {
        if (position == default)
            return;
        if (position.Epoch == _position.Epoch && position.Number <= _position.Number)
            OutOfOrder++;
        _position = position;
    }
}
