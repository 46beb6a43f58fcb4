using System.Diagnostics;
using LiveGen.Channels;
using LiveGen.Wire;

namespace LiveGen.Consumers;

// Recorded traces on their way to the page: which of its frames it is asked about, and what it answers.
sealed partial class Connection
{
    // The span of the callback or event that is being handled.
    Activity? _span;

    // Of a page that was ever asked.
    ApplyQuestions? _questions;

    // What is held while the consumer connects is in part played again, and that has no trace.
    MessageTrace? TraceOf(ChannelMessage message) => message.Trace is { } trace && Volatile.Read(ref _held) is null ? trace : null;

    // An event's span, in some of the consumers that get it.
    Activity? Follow(ChannelMessage message, GroupMessage content) => _span =
        TraceOf(message) is { } trace && trace.TryFollow() ? LiveGenTracing.Handle(trace.Context, ConsumerType, content.EventName) : null;

    // About what the call at work sends.
    ReadOnlyMemory<byte> Question() => _span is { Recorded: true } span ? Questions.Ask(span.Context) : default;

    // About a group's batch.
    ReadOnlyMemory<byte> QuestionOf(ChannelMessage message) => TraceOf(message) is { } trace ? Questions.Ask(trace.Context, trace) : default;

    ApplyQuestions Questions => _questions
        ?? Interlocked.CompareExchange(ref _questions, new ApplyQuestions(_sockets.Time), null) ?? _questions;

    // An answer to nothing that was asked may come late from an honest page; from any other it does nothing either.
    void TakeApplied(long number, TimeSpan took)
    {
        if (_questions?.TryAnswer(number, ref took, out var trace) == true)
            LiveGenTracing.Applied(trace, ConsumerType, _sockets.Time.GetUtcNow(), took);
    }
}
