namespace LiveGen.BrowserTests.Stories.Booking;

public sealed record Timeslot(int Id, DateOnly Day, TimeOnly Time, string Doctor, string? By = null, Visit? Visit = null)
{
    // The same in every language: the tests read it.
    public override string ToString() => FormattableString.Invariant($"{Day:yyyy-MM-dd} {Time:HH:mm} Dr {Doctor}");
}

/// <summary>The practice's calendar. Each person books one that nobody else has.</summary>
public sealed class Timeslots
{
    readonly Lock _lock = new();

    readonly List<Timeslot> _slots =
    [
        new(1, new(2026, 12, 1), new(9, 0), "Curie"),
        new(2, new(2026, 12, 1), new(9, 30), "Curie"),
        new(3, new(2026, 12, 2), new(10, 0), "Bohr"),
        new(4, new(2026, 12, 3), new(11, 0), "Noether"),
    ];

    public IReadOnlyList<Timeslot> Free(string query)
    {
        lock (_lock)
            return [.. _slots.Where(slot => slot.By is null && slot.ToString().Contains(query, StringComparison.OrdinalIgnoreCase))];
    }

    public IReadOnlyList<Timeslot> Of(string person)
    {
        lock (_lock)
            return [.. _slots.Where(slot => slot.By == person)];
    }

    public Timeslot? Find(int id)
    {
        lock (_lock)
            return _slots.Find(slot => slot.Id == id);
    }

    public bool Book(int id, string person, Visit visit) => Change(id, slot => slot.By is null, slot => slot with { By = person, Visit = visit });

    public bool Cancel(int id, string person) => Change(id, slot => slot.By == person, slot => slot with { By = null, Visit = null });

    bool Change(int id, Predicate<Timeslot> when, Func<Timeslot, Timeslot> change)
    {
        lock (_lock)
        {
            var index = _slots.FindIndex(slot => slot.Id == id);
            if (index < 0 || !when(_slots[index]))
                return false;
            _slots[index] = change(_slots[index]);
            return true;
        }
    }
}
