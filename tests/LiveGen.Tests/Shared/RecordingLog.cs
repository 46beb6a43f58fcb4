using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LiveGen.Tests.Shared;

/// <summary>Keeps every log line of an application, with its exception.</summary>
public sealed class RecordingLog : ILoggerProvider, ILoggerFactory
{
    readonly ConcurrentQueue<(string Category, string Line)> _lines = new();

    public IReadOnlyCollection<string> Lines => [.. From("")];

    /// <summary>The lines of one event id.</summary>
    public IEnumerable<string> Of(int eventId) => From("").Where(l => l.StartsWith($"{eventId} ", StringComparison.Ordinal));

    /// <summary>The lines of all categories that begin so.</summary>
    public IEnumerable<string> From(string category) =>
        _lines.Where(l => l.Category.StartsWith(category, StringComparison.Ordinal)).Select(l => l.Line);

    /// <summary>
    /// Waits for a line of an event with these words: a server closes a socket first and then says why, so a page may know before the log does.
    /// </summary>
    public Task LoggedAsync(int eventId, string words = "") => Until.SoAsync(
        () => Of(eventId).Any(line => line.Contains(words, StringComparison.Ordinal)), $"event {eventId} is logged {words}");

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _lines);

    public void AddProvider(ILoggerProvider provider) { }

    public void Dispose() { }

    sealed class Logger(string category, ConcurrentQueue<(string, string)> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((category, $"{eventId.Id} {logLevel}: {formatter(state, exception)} {exception}"));
    }
}
