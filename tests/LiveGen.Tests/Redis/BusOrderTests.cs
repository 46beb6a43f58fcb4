using FsCheck;
using FsCheck.Fluent;
using LiveGen.Redis;
using Xunit;

namespace LiveGen.Tests.Redis;

public sealed class BusOrderTests
{
    readonly List<long> _delivered = [];
    readonly BusOrder _order;

    public BusOrderTests() => _order = new BusOrder(message => _delivered.Add(message.Number));

    long Add(params long[] numbers) => numbers.Sum(number => _order.Add(new BusMessage(BusKind.Group, "room", number, default)));

    [Fact]
    public void What_comes_in_order_is_delivered_at_once()
    {
        Assert.Equal(0, Add(7, 8, 9));
        Assert.Equal([7, 8, 9], _delivered);
        Assert.False(_order.IsWaiting);
    }

    [Fact]
    public void What_comes_early_waits_for_the_ones_before()
    {
        Add(1, 4, 3);
        Assert.Equal([1], _delivered);
        Assert.True(_order.IsWaiting);
        Add(2);
        Assert.Equal([1, 2, 3, 4], _delivered);
        Assert.False(_order.IsWaiting);
    }

    [Fact]
    public void Giving_up_delivers_what_waits_in_order_and_counts_what_is_missing()
    {
        Add(1, 9, 5, 6);
        Assert.Equal(3 + 2, _order.GiveUp());
        Assert.Equal([1, 5, 6, 9], _delivered);
        Assert.Equal(0, Add(10));
        Assert.Equal(10, _delivered[^1]);
    }

    [Fact]
    public void Too_many_waiting_means_that_the_one_before_is_lost()
    {
        Add(1);
        var missing = Add([.. Enumerable.Range(3, BusOrder.MaxParked + 1).Select(n => (long)n)]);
        Assert.Equal(1, missing);
        Assert.Equal(BusOrder.MaxParked + 2, _delivered.Count);
    }

    [Fact]
    public void A_message_without_a_number_is_delivered_at_once()
    {
        Add(1, 3, 0);
        Assert.Equal([1, 0], _delivered);
    }

    [Fact]
    public void A_counter_that_starts_anew_deafens_nobody()
    {
        Add(1000, 1001, 1003, 1, 2, 4, 3);
        Assert.Equal([1000, 1001, 1003, 1, 2, 3, 4], _delivered);
    }

    [Fact]
    public void A_message_that_was_given_up_and_comes_late_holds_up_nobody()
    {
        Add(1, 3, 4);
        Assert.Equal(1, _order.GiveUp());

        Assert.Equal(0, Add(2, 5, 6));

        Assert.Equal([1, 3, 4, 2, 5, 6], _delivered);
        Assert.False(_order.IsWaiting);
    }

    [Fact]
    public void A_late_message_leaves_those_that_wait_for_another_one()
    {
        Add(1, 3);
        _order.GiveUp();

        Assert.Equal(0, Add(5, 2));

        Assert.True(_order.IsWaiting);
        Assert.Equal(0, Add(4));
        Assert.Equal([1, 3, 2, 4, 5], _delivered);
    }

    [Fact]
    public void A_message_from_before_the_first_one_heard_holds_up_nobody()
    {
        Assert.Equal(0, Add(7, 6, 8));
        Assert.Equal([7, 6, 8], _delivered);
        Assert.False(_order.IsWaiting);
    }

    [Fact]
    public void Given_up_numbers_do_not_hide_a_counter_that_starts_anew()
    {
        Add(1, 1_000_000);
        _order.GiveUp();

        Add(1, 2, 4);

        Assert.True(_order.IsWaiting); // the order of the new counter is kept
        Add(3);
        Assert.Equal([1, 1_000_000, 1, 2, 3, 4], _delivered);
    }

    [Fact]
    public void Numbers_that_come_a_little_out_of_order_are_sorted_and_none_is_lost() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 8).ListOf()), late => // How many places each message comes too late.
        {
            var delivered = new List<long>();
            var order = new BusOrder(message => delivered.Add(message.Number));
            var arriving = late.Select((by, i) => (Number: (long)i + 2, At: i + by)).OrderBy(one => one.At)
                .Select(one => one.Number).Prepend(1).ToList();
            var missing = arriving.Sum(number => order.Add(new BusMessage(BusKind.Group, "room", number, default)));
            return missing == 0 && !order.IsWaiting && delivered.SequenceEqual(arriving.Order());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Every_message_is_delivered_whatever_its_number() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, 50).ListOf()), numbers =>
        {
            var delivered = new List<long>();
            var order = new BusOrder(message => delivered.Add(message.Number));
            foreach (var number in numbers)
                order.Add(new BusMessage(BusKind.Group, "room", number, default));
            order.GiveUp();
            return delivered.Order().SequenceEqual(numbers.Select(n => (long)n).Order());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
