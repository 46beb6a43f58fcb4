using LiveGen.Wire;

namespace LiveGen.Commands;

/// <summary>What a callback is sealed with.</summary>
/// <param name="Key">The key.</param>
/// <param name="Kind">What it calls.</param>
/// <param name="Path">Where it calls, from <see cref="SealedPath"/>.</param>
/// <param name="Message">Where the sealed message is put together; what stands there goes.</param>
readonly record struct Sealing(PageKey Key, SealKind Kind, string Path, PooledBuffer Message);
