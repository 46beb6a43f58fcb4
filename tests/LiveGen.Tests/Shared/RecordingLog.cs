using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LiveGen.Tests.Shared;

/// <summary>Keeps every log line of an application, with its exception.</summary>
public sealed class RecordingLog : ILoggerProvider, ILoggerFactory
{
    readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>The lines of one event id.</summary>
    public IEnumerable<string> Of(int eventId) => _lines.Where(l => l.StartsWith($"{eventId} ", StringComparison.Ordinal));

    public ILogger CreateLogger(string categoryName) => new Logger(_lines);

    public void AddProvider(ILoggerProvider provider) { }

    public void Dispose() { }

    sealed class Logger(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{eventId.Id} {logLevel}: {formatter(state, exception)} {exception}");
    }
}
