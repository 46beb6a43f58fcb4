using System.Runtime.InteropServices;
using StackExchange.Redis;

namespace LiveGen.Redis;

/// <summary>Bytes as the Redis client takes them.</summary>
internal static class Payloads
{
    /// <summary>A whole array goes as it is (its bytes must not change, as the contract says); a slice is copied.</summary>
    public static RedisValue ToValue(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment) && segment.Array is { } array && array.Length == segment.Count
            ? array
            : bytes.ToArray();
}
