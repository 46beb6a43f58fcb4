using Xunit;

namespace LiveGen.Faults.Ledgers;

/// <summary>The judge can see: a ledger that finds nothing proves nothing.</summary>
public sealed class LedgerTests
{
    const string Group = "g0";
    readonly Ledger _ledger = new([Group]);
    readonly PageRecord _page;

    public LedgerTests() => _page = _ledger.AddPage("p", 0);

    void Send(int count, params long[] unknown)
    {
        for (var i = 0; i < count; i++)
        {
            var number = _ledger.Groups[0].Begin();
            if (!unknown.Contains(number))
                _ledger.Groups[0].Acknowledge(number);
        }
    }

    void Get(params long[] numbers)
    {
        foreach (var number in numbers)
            _page.Got(Group, number, default);
    }

    Verdict Judged(long lost = 0, long duplicated = 0, long outOfOrder = 0)
    {
        var verdict = _ledger.Judge();
        Assert.Equal((lost, duplicated, outOfOrder), (verdict.Lost, verdict.Duplicated, verdict.OutOfOrder));
        Assert.Equal(lost + duplicated + outOfOrder == 0, verdict.IsClean);
        return verdict;
    }

    [Fact]
    public void Everything_once_and_in_order_is_clean()
    {
        _page.Rendered(Group, 0);
        Send(3);
        Get(1, 2, 3);
        var verdict = Judged();
        Assert.Equal((3L, 3L, 3L), (verdict.Sent, verdict.Expected, verdict.Delivered));
    }

    [Fact]
    public void What_was_there_before_the_page_is_not_expected()
    {
        Send(5);
        _page.Rendered(Group, 5);
        Send(1);
        Get(6);
        Assert.Equal(1, Judged().Expected);
    }

    [Fact]
    public void A_loss_in_the_middle_is_seen()
    {
        _page.Rendered(Group, 0);
        Send(3);
        Get(1, 3);
        Judged(lost: 1);
    }

    [Fact]
    public void A_loss_at_the_end_is_seen()
    {
        _page.Rendered(Group, 0);
        Send(3);
        Get(1);
        Judged(lost: 2);
    }

    [Fact]
    public void A_page_that_gets_nothing_has_lost_all()
    {
        _page.Rendered(Group, 0);
        Send(3);
        Judged(lost: 3);
    }

    [Fact]
    public void A_duplicate_is_seen()
    {
        _page.Rendered(Group, 0);
        Send(2);
        Get(1, 2, 2, 1);
        Judged(duplicated: 2);
    }

    [Fact]
    public void Disorder_is_seen()
    {
        _page.Rendered(Group, 0);
        Send(3);
        Get(2, 1, 3);
        Judged(outOfOrder: 1);
    }

    [Fact]
    public void A_position_that_does_not_rise_is_disorder()
    {
        _page.Rendered(Group, 0);
        Send(2);
        _page.Got(Group, 1, new Position(7, 20));
        _page.Got(Group, 2, new Position(7, 19));
        Judged(outOfOrder: 1);
    }

    [Fact]
    public void A_render_covers_what_was_missed()
    {
        _page.Rendered(Group, 0);
        Send(5);
        Get(1, 2);
        _page.Rendered(Group, 5);
        Assert.Equal(3, Judged().Covered);
    }

    [Fact]
    public void A_render_does_not_hide_that_a_message_was_skipped_before()
    {
        _page.Rendered(Group, 0);
        Send(3);
        Get(1, 3);
        _page.Rendered(Group, 3);
        Judged(lost: 1);
    }

    [Fact]
    public void An_event_of_what_a_render_shows_already_is_no_duplicate_but_twice_is()
    {
        _page.Rendered(Group, 0);
        Send(2);
        _page.Rendered(Group, 2);
        Get(1, 2);
        Assert.Equal(2, Judged().Overlapped);
        Get(2);
        Judged(duplicated: 1);
    }

    [Fact]
    public void A_render_of_an_older_state_is_a_loss()
    {
        _page.Rendered(Group, 0);
        Send(2);
        Get(1, 2);
        _page.Rendered(Group, 2);
        _page.Rendered(Group, 1);
        Judged(lost: 1);
    }

    [Fact]
    public void A_send_of_unknown_fate_may_come_late_or_not_at_all_but_not_twice()
    {
        _page.Rendered(Group, 0);
        Send(4, unknown: [2, 3]);
        Get(1, 4, 2);
        Judged();
        Get(2);
        Judged(duplicated: 1);
    }

    [Fact]
    public void The_last_send_may_be_unknown()
    {
        _page.Rendered(Group, 0);
        Send(2, unknown: [2]);
        Get(1);
        Assert.Equal(1, Judged().Unknown);
    }

    [Fact]
    public void A_way_back_ends_when_all_that_was_sent_before_the_welcome_has_come()
    {
        _page.Rendered(Group, 0);
        _page.Lost(1006);
        Send(2);
        _page.Welcomed();
        Get(1);
        Assert.Equal(1, _ledger.Judge().Unrecovered);
        Get(2);
        var verdict = Judged();
        Assert.Equal((0, 1, 0), (verdict.Unrecovered, verdict.ByReplay, verdict.ByRender));
        Assert.Equal(2, verdict.Replayed);
    }

    [Fact]
    public void A_way_back_with_a_render_counts_as_one()
    {
        _page.Rendered(Group, 0);
        _page.Lost(4410);
        Send(1);
        _page.Rerendering(isForCall: false);
        _page.Rendered(Group, 1);
        _page.Welcomed();
        var verdict = Judged();
        Assert.Equal((0, 1, 0d), (verdict.ByReplay, verdict.ByRender, verdict.ReplayShare));
    }

    [Theory]
    [InlineData("called ran replied done", true)]
    [InlineData("called lost", true)]
    [InlineData("called ran lost", true)]
    [InlineData("called ran ran replied done", false)]
    [InlineData("called", false)]
    [InlineData("called ran", false)]
    [InlineData("called done", false)]
    [InlineData("called ran done", false)]
    [InlineData("called ran replied replied done", false)]
    [InlineData("called-idempotent ran ran replied done", true)]
    [InlineData("called-idempotent ran ran replied replied done", true)]
    [InlineData("called-idempotent ran replied replied done", false)]
    [InlineData("called-idempotent done", false)]
    [InlineData("called-idempotent ran", false)]
    public void Callbacks_run_once_and_their_page_knows(string story, bool isClean)
    {
        foreach (var step in story.Split(' '))
        {
            Action<string> note = step switch
            {
                "called" => key => _ledger.Callbacks.Called(key),
                "called-idempotent" => key => _ledger.Callbacks.Called(key, mayRepeat: true),
                "ran" => _ledger.Callbacks.Ran,
                "replied" => _ledger.Callbacks.Replied,
                "done" => key => _ledger.Callbacks.Answered(key, Told.Done),
                _ => key => _ledger.Callbacks.Answered(key, Told.Lost),
            };
            note("k");
        }
        Assert.Equal(isClean, _ledger.Callbacks.Judge().IsClean);
    }
}
