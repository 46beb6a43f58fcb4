namespace LiveGen.Consumers;

/// <summary>Disposes objects that a scope made but does not own.</summary>
static class Disposal
{
    public static ValueTask DisposeAsync(object instance)
    {
        if (instance is IAsyncDisposable later)
            return later.DisposeAsync();
        (instance as IDisposable)?.Dispose();
        return default;
    }
}
