using System.Text.Json;
using System.Text.Json.Nodes;
using LiveGen.Faults.Ledgers;
using LiveGen.Faults.Nodes;

namespace LiveGen.Faults.Pages;

/// <summary>What a page remembers between connections, and what it does with frames: docs/protocol.md §4 and §10.</summary>
sealed class Session(IPageLog log, IReadOnlyList<string> groups, CallbackBook callbacks, Outbox outbox, string? build)
{
    readonly Positions _positions = new();
    Island _island = null!;
    string? _resume;
    bool _isFresh;
    long _seen;
    long _seenTold;

    /// <summary>The server never stays silent for longer.</summary>
    public TimeSpan Heartbeat { get; private set; } = TimeSpan.FromSeconds(20);

    public bool IsWelcome { get; private set; }

    /// <summary>The server asked the page to move within this time.</summary>
    public TimeSpan? Drain { get; private set; }

    /// <summary>What the page shows cannot be trusted any more: callbacks were lost with the node that had them.</summary>
    public bool MustRender { get; private set; }

    public string Socket => _island.Socket;

    /// <summary>The page was rendered, for the first time or again: all groups begin where this render stands.</summary>
    public void Rendered(Island island)
    {
        _island = island;
        (_isFresh, MustRender) = (true, false);
        _positions.Clear();
        foreach (var group in groups)
            log.Rendered(group, island.Shown[group]);
    }

    /// <summary>A socket is open: the first frame.</summary>
    public string Hello()
    {
        (IsWelcome, Drain) = (false, null);
        var hello = new JsonObject { ["v"] = 1, ["build"] = build ?? _island.Build, ["token"] = _island.Token };
        if (_isFresh && _island.At is not null)
            hello["at"] = _island.At;
        if (_resume is not null)
        {
            hello["resume"] = _resume;
            hello["seen"] = _seen;
            if (!_isFresh)
                hello["positions"] = _positions.ToJson();
        }
        return Frames.Hello(hello);
    }

    /// <summary>The connection is gone.</summary>
    public void Closed() => IsWelcome = false;

    /// <summary>Takes a frame; gives what to answer.</summary>
    public IEnumerable<string> Take(JsonElement frame)
    {
        var first = frame.GetArrayLength() > 1 ? frame[1] : default;
        switch (frame[0].GetString())
        {
            case "welcome":
                Welcome(first);
                return Calls();
            case "commands":
                Commands(first, frame.GetArrayLength() > 2 ? frame[2] : null);
                break;
            case "ack":
                _seen++;
                outbox.Answered(first.GetInt64(), frame.GetArrayLength() == 2 ? "ok" : frame[2].GetProperty("status").GetString()!);
                return Calls(); // one that was lost on the way may go out again
            case "groups":
                _resume = first.GetString();
                _positions.Join(frame[2]);
                break;
            case "ping" when first.ValueKind == JsonValueKind.Object:
                _positions.Join(first);
                break;
            case "drain":
                Drain = TimeSpan.FromMilliseconds(first.GetProperty("max").GetDouble());
                break;
        }
        return [];
    }

    /// <summary>Callbacks that may go out now.</summary>
    public IEnumerable<string> Calls() => IsWelcome
        ? outbox.TakeUnsent().Select(call => Frames.Callback(call.Id, call.Name, call.Key, _island.Seals[call.Name]))
        : [];

    /// <summary>What tells the server that it may forget the frames which have come; null when it knows.</summary>
    public string? TakeSeen()
    {
        if (!IsWelcome || _resume is null || _seenTold == _seen)
            return null;
        _seenTold = _seen;
        return Frames.Seen(_seen);
    }

    void Welcome(JsonElement welcome)
    {
        Heartbeat = TimeSpan.FromMilliseconds(welcome.GetProperty("heartbeat").GetDouble());
        _resume = welcome.TryGetProperty("resume", out var token) ? token.GetString() : null;
        _positions.Keep(welcome.GetProperty("positions"));
        var resumed = welcome.TryGetProperty("resumed", out var kind) ? kind.GetString() : null;
        if (resumed == "all")
        {
            outbox.Resumed(welcome.TryGetProperty("lastCallback", out var last) ? last.GetInt64() : 0);
        }
        else
        {
            _seen = _seenTold = 0;
            // After a render the page shows already what came of them.
            MustRender = outbox.GiveUpSent() && !_isFresh;
        }
        (_isFresh, IsWelcome) = (false, true);
        log.Welcomed();
    }

    void Commands(JsonElement batch, JsonElement? from)
    {
        var position = default(Position);
        if (from is not { } source)
        {
            _seen++;
        }
        else if (source.TryGetProperty("p", out var text))
        {
            position = Frames.Position(text);
            if (!_positions.Advance(source.GetProperty("g").GetString()!, position))
                return;
        }
        foreach (var command in batch.EnumerateArray())
        {
            if (command[0].GetString() == "livegen.dispatch")
                Event(command[2].GetString()!, command[3], position);
        }
    }

    void Event(string name, JsonElement detail, Position position)
    {
        if (name == PageEvents.Numbered)
            log.Got(detail.GetProperty("group").GetString()!, detail.GetProperty("number").GetInt64(), position);
        else if (name == PageEvents.Replied)
            callbacks.Replied(detail.GetString()!);
    }
}
