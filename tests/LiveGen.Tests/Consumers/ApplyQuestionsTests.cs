using System.Diagnostics;
using System.Text;
using LiveGen.Consumers;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Consumers;

public sealed class ApplyQuestionsTests
{
    readonly ManualTimeProvider _time = new();
    readonly ApplyQuestions _questions;

    public ApplyQuestionsTests() => _questions = new ApplyQuestions(_time);

    static ActivityContext NewTrace() => new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);

    string Ask(in ActivityContext trace, MessageTrace? of = null) => Encoding.UTF8.GetString(_questions.Ask(trace, of).Span);

    ActivityContext? Answer(long number, double milliseconds = 0)
    {
        var took = TimeSpan.FromMilliseconds(milliseconds);
        return _questions.TryAnswer(number, ref took, out var trace) ? trace : null;
    }

    [Fact]
    public void A_page_answers_what_it_was_asked_once()
    {
        var trace = NewTrace();

        Assert.Equal("""["trace",1]""", Ask(trace));

        Assert.Equal(trace, Answer(1));
        Assert.Null(Answer(1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-7)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(long.MaxValue)]
    public void What_was_not_asked_is_no_answer(long number)
    {
        Ask(NewTrace());

        Assert.Null(Answer(number));
    }

    [Fact]
    public void A_page_is_asked_once_a_second()
    {
        Ask(NewTrace());
        _time.Advance(ApplyQuestions.Pause - TimeSpan.FromTicks(1));
        Assert.Empty(Ask(NewTrace()));

        _time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal("""["trace",2]""", Ask(NewTrace()));
    }

    [Fact]
    public void A_page_that_may_not_be_asked_now_takes_no_other_page_s_place()
    {
        var message = new MessageTrace(NewTrace());
        Ask(NewTrace());

        Assert.Empty(Ask(message.Context, message));

        Assert.Equal(MessageTrace.MostFollowed, Enumerable.Range(0, 100).Count(_ => message.TryFollow()));
        _time.Advance(ApplyQuestions.Pause);
        Assert.Empty(Ask(message.Context, message));
    }

    [Fact]
    public void The_latest_questions_are_remembered_and_no_more()
    {
        for (var n = 0; n <= ApplyQuestions.MostOpen; n++)
        {
            Ask(NewTrace());
            _time.Advance(ApplyQuestions.Pause);
        }

        Assert.Null(Answer(1));
        for (var n = 2; n <= ApplyQuestions.MostOpen + 1; n++)
            Assert.NotNull(Answer(n));
    }

    [Fact]
    public void An_answer_that_comes_late_is_none()
    {
        Ask(NewTrace());
        _time.Advance(ApplyQuestions.Patience + TimeSpan.FromTicks(1));

        Assert.Null(Answer(1));
    }

    [Fact]
    public void Nothing_took_longer_than_since_it_was_asked()
    {
        Ask(NewTrace());
        _time.Advance(TimeSpan.FromMilliseconds(40));
        var took = TimeSpan.FromDays(1);

        Assert.True(_questions.TryAnswer(1, ref took, out _));

        Assert.Equal(TimeSpan.FromMilliseconds(40), took);
    }
}
