using System.Collections.Concurrent;
using System.Diagnostics;
using LiveGen.Wire;

namespace LiveGen.Tests.Shared;

/// <summary>
/// Hears the spans of the traces that a test is about. Listeners are global: whatever other tests do meanwhile is not sampled, and so leaves
/// no span and nothing on any wire.
/// </summary>
sealed class SpanListener : IDisposable
{
    readonly ActivityListener _listener;
    readonly ConcurrentDictionary<ActivityTraceId, byte> _mine = new();
    readonly string? _consumer;
    readonly ActivitySamplingResult _roots;
    readonly Lock _gate = new();
    readonly List<Activity> _stopped = [];
    TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="consumer">The callbacks of this consumer begin traces of this test.</param>
    /// <param name="roots">What becomes of these.</param>
    public SpanListener(Type? consumer = null, ActivitySamplingResult roots = ActivitySamplingResult.AllDataAndRecorded)
    {
        (_consumer, _roots) = (consumer?.Name, roots);
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == LiveGenTracing.Name,
            Sample = Sample,
            ActivityStopped = Note,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>All spans that have ended, in that order.</summary>
    public Activity[] Spans
    {
        get
        {
            lock (_gate)
                return [.. _stopped];
        }
    }

    /// <summary>Those of one name.</summary>
    public Activity[] Of(string name) => [.. Spans.Where(span => span.OperationName == name)];

    /// <summary>Begins a trace as the caller's own code would; what is sent until it is disposed belongs to it.</summary>
    public Activity Begin(bool isRecorded = true)
    {
        var root = new Activity("test") { ActivityTraceFlags = isRecorded ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None };
        root.Start();
        Claim(root.TraceId);
        return root;
    }

    /// <summary>A trace that comes from outside is this test's.</summary>
    public void Claim(ActivityTraceId trace) => _mine.TryAdd(trace, 0);

    /// <summary>Waits until so many spans of a name have ended.</summary>
    public async Task<Activity[]> WaitAsync(string name, int count = 1)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_stopped.Count(span => span.OperationName == name) >= count)
                    return Of(name);
                changed = _changed.Task;
            }
            await changed.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    public void Dispose() => _listener.Dispose();

    // As samplers do that heed the parent.
    ActivitySamplingResult Sample(ref ActivityCreationOptions<ActivityContext> span)
    {
        if (span.Parent != default)
            return !_mine.ContainsKey(span.Parent.TraceId) ? ActivitySamplingResult.None
                : span.Parent.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? ActivitySamplingResult.AllDataAndRecorded
                : ActivitySamplingResult.None;
        if (_consumer is null || span.Tags?.Any(tag => tag.Key == "livegen.consumer" && tag.Value is string name && name == _consumer) != true)
            return ActivitySamplingResult.None;
        Claim(span.TraceId);
        return _roots;
    }

    void Note(Activity span)
    {
        if (!_mine.ContainsKey(span.TraceId))
            return;
        lock (_gate)
        {
            _stopped.Add(span);
            _changed.SetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
