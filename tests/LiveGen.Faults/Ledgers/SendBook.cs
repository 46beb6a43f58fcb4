using System.Diagnostics;

namespace LiveGen.Faults.Ledgers;

/// <summary>What became of a send, as its publisher knows it.</summary>
enum SendOutcome
{
    /// <summary>It threw, or its publisher ended before the answer: it may have been delivered or not, and also late.</summary>
    Unknown,

    /// <summary>The layer has taken it: everyone must get it.</summary>
    Acknowledged,
}

/// <summary>All sends to one group, numbered from 1 by its only publisher, who awaits each before the next.</summary>
sealed class SendBook(string group)
{
    readonly List<SendOutcome> _sends = [];
    readonly List<long> _begun = [];
    long _lastAcknowledged;

    public string Group { get; } = group;

    /// <summary>How many sends were begun.</summary>
    public long Count
    {
        get
        {
            lock (_sends)
                return _sends.Count;
        }
    }

    public long Unknown { get; private set; }

    /// <summary>The highest acknowledged number; 0 when there is none.</summary>
    public long LastAcknowledged => Interlocked.Read(ref _lastAcknowledged);

    /// <summary>Begins the next send; its outcome is unknown until <see cref="Acknowledge"/>.</summary>
    public long Begin()
    {
        lock (_sends)
        {
            _sends.Add(SendOutcome.Unknown);
            _begun.Add(Stopwatch.GetTimestamp());
            Unknown++;
            return _sends.Count;
        }
    }

    public void Acknowledge(long number)
    {
        lock (_sends)
        {
            _sends[(int)number - 1] = SendOutcome.Acknowledged;
            Unknown--;
        }
        Interlocked.Exchange(ref _lastAcknowledged, number);
    }

    /// <summary>When the send was begun, as <see cref="Stopwatch"/> counts.</summary>
    public long BegunAt(long number)
    {
        lock (_sends)
            return _begun[(int)number - 1];
    }

    public bool IsAcknowledged(long number)
    {
        lock (_sends)
            return number >= 1 && number <= _sends.Count && _sends[(int)number - 1] == SendOutcome.Acknowledged;
    }
}
