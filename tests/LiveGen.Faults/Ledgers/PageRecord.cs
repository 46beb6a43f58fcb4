using System.Diagnostics;

namespace LiveGen.Faults.Ledgers;

/// <summary>How a page got to know a message.</summary>
enum Applied
{
    /// <summary>It arrived over an open socket.</summary>
    Live,

    /// <summary>It came after a reconnect, among what was missed.</summary>
    Replayed,

    /// <summary>A render of the page showed it, and all before it.</summary>
    Rendered,
}

/// <param name="Group">The group.</param>
/// <param name="Number">The message's number; of a render the last one that it shows.</param>
/// <param name="Position">What the frame said; default when it said nothing.</param>
/// <param name="How">How it came.</param>
/// <param name="At">When, as <see cref="Stopwatch"/> counts.</param>
readonly record struct Apply(string Group, long Number, Position Position, Applied How, long At);

/// <summary>How a page came back.</summary>
enum RecoveryKind
{
    Replay,

    /// <summary>History did not reach back.</summary>
    Render,

    /// <summary>A call of its own was lost with the server that had it: the page is told, and rendered to show what is true.</summary>
    RenderForCall,
}

/// <summary>One way back from a loss to having everything again.</summary>
readonly record struct Recovery(RecoveryKind Kind, TimeSpan Time);

/// <summary>What a page tells of itself, while it happens.</summary>
interface IPageLog
{
    /// <summary>It tries to open a socket.</summary>
    void Attempt();

    /// <summary>The connection is gone.</summary>
    void Lost(int code);

    /// <summary>The page is being rendered again on its way back.</summary>
    void Rerendering(bool isForCall);

    /// <summary>The socket is open again.</summary>
    void Welcomed();

    /// <summary>A render shows all messages of a group up to this one.</summary>
    void Rendered(string group, long last);

    /// <summary>A message was applied.</summary>
    void Got(string group, long number, Position position);
}

/// <summary>What one page has seen, in order. Written by the page alone, read when it has ended.</summary>
sealed class PageRecord(string name, IReadOnlyList<SendBook> groups) : IPageLog
{
    readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Dictionary<string, long> _reached = [];
    Dictionary<string, long>? _toReach;
    long _lostAt;
    RecoveryKind _kind;

    public string Name { get; } = name;

    public IReadOnlyList<SendBook> Groups { get; } = groups;

    public List<Apply> Applies { get; } = [];

    public List<Recovery> Recoveries { get; } = [];

    /// <summary>Sockets that it tried to open.</summary>
    public int Attempts { get; private set; }

    /// <summary>Why it lost its connections, by close code.</summary>
    public Dictionary<int, int> Closes { get; } = [];

    /// <summary>A connection was lost and what was missed has not all come yet.</summary>
    public bool IsRecovering { get; private set; }

    /// <summary>Completes when it is open for the first time.</summary>
    public Task Opened => _opened.Task;

    public void Attempt() => Attempts++;

    public void Lost(int code)
    {
        Closes[code] = Closes.GetValueOrDefault(code) + 1;
        _toReach = null;
        if (IsRecovering)
            return;
        (IsRecovering, _kind, _lostAt) = (true, RecoveryKind.Replay, Stopwatch.GetTimestamp());
    }

    public void Rerendering(bool isForCall)
    {
        if (!IsRecovering)
            (IsRecovering, _lostAt) = (true, Stopwatch.GetTimestamp());
        _kind = isForCall ? RecoveryKind.RenderForCall : RecoveryKind.Render;
    }

    public void Welcomed()
    {
        _opened.TrySetResult();
        if (!IsRecovering)
            return;
        // What was sent until now must come.
        _toReach = Groups.ToDictionary(book => book.Group, book => book.LastAcknowledged);
        Look();
    }

    public void Rendered(string group, long last) => Note(new Apply(group, last, default, Applied.Rendered, Stopwatch.GetTimestamp()));

    public void Got(string group, long number, Position position) =>
        Note(new Apply(group, number, position, IsRecovering ? Applied.Replayed : Applied.Live, Stopwatch.GetTimestamp()));

    void Note(Apply apply)
    {
        lock (Applies)
            Applies.Add(apply);
        lock (_reached)
            _reached[apply.Group] = Math.Max(apply.Number, _reached.GetValueOrDefault(apply.Group));
        Look();
    }

    /// <summary>Whether it has seen this message or a later one.</summary>
    public bool HasReached(string group, long number)
    {
        lock (_reached)
            return _reached.GetValueOrDefault(group) >= number;
    }

    /// <summary>Whether it has seen all that its publishers know to be sent.</summary>
    public bool HasAll => !IsRecovering && Groups.All(book => HasReached(book.Group, book.LastAcknowledged));

    void Look()
    {
        if (_toReach is null || !_toReach.All(target => HasReached(target.Key, target.Value)))
            return;
        _toReach = null;
        IsRecovering = false;
        Recoveries.Add(new Recovery(_kind, Stopwatch.GetElapsedTime(_lostAt)));
    }
}
