using LiveGen.Faults.Ledgers;
using LiveGen.Faults.Nodes;
using Xunit;

namespace LiveGen.Faults.Pages;

/// <summary>What a page does about calls whose end nobody knows: docs/protocol.md §10.</summary>
public sealed class OutboxTests
{
    readonly CallbackBook _book = new();
    readonly Outbox _outbox;

    public OutboxTests()
    {
        _outbox = new Outbox(_book, TimeProvider.System);
        _outbox.Add(nameof(Echo), "once");
        _outbox.Add(nameof(Repeat), "again");
        Assert.Equal([(1, nameof(Echo), "once"), (2, nameof(Repeat), "again")], _outbox.TakeUnsent());
    }

    [Fact]
    public void At_another_server_only_an_idempotent_call_goes_out_again()
    {
        Assert.True(_outbox.GiveUpSent());

        Assert.Equal([(2, nameof(Repeat), "again")], _outbox.TakeUnsent());
        Assert.Equal(1, _book.Judge().ToldLost);
    }

    [Fact]
    public void With_idempotent_calls_alone_the_page_need_not_render_itself_anew()
    {
        _outbox.Answered(1, "ok");

        Assert.False(_outbox.GiveUpSent());
        Assert.True(_outbox.HasAny);
    }

    [Fact]
    public void An_idempotent_call_that_the_server_has_cut_off_is_another_call()
    {
        _outbox.Answered(1, "lost");
        _outbox.Answered(2, "lost");

        Assert.Equal([(3, nameof(Repeat), "again")], _outbox.TakeUnsent());
        Assert.Equal(1, _book.Judge().ToldLost);
    }

    [Fact]
    public void At_the_same_server_what_it_has_not_begun_goes_out_again()
    {
        _outbox.Resumed(lastCallback: 1);

        Assert.Equal([(2, nameof(Repeat), "again")], _outbox.TakeUnsent());
    }
}
