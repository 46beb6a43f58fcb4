namespace LiveGen.Faults.Ledgers;

/// <summary>Where a message stands among all, as its frame says: docs/protocol.md §4.</summary>
readonly record struct Position(ulong Epoch, long Number);
