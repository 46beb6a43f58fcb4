using LiveGen.Channels;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Channels;

/// <summary>How much is kept, for how long, and that nothing that was forgotten is passed over in silence.</summary>
public sealed class LocalHistoryTests
{
    static LocalLayer Create(Action<LiveGenOptions>? configure = null)
    {
        var options = new LiveGenOptions();
        configure?.Invoke(options);
        return new LocalLayer(options);
    }

    static string[] Numbers(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(i => $"{i}")];

    static List<string>? Join(LocalLayer layer, string group, long from)
    {
        var name = $"joining{Guid.NewGuid():N}";
        var receiver = layer.Open(name);
        var isIn = layer.Channels.Add(group, name, LocalLayer.At(from)) is not null;
        layer.Channels.Close(name);
        return isIn ? receiver.Drain() : null;
    }

    [Fact]
    public void The_latest_messages_are_kept_and_one_more_pushes_out_the_oldest()
    {
        using var layer = Create(options => options.HistoryMessages = 10);
        layer.Send("room", Numbers(1, 10));
        Assert.Equal(Numbers(1, 10), Join(layer, "room", 0));

        layer.Send("room", "11");

        Assert.Null(Join(layer, "room", 0));
        Assert.Equal(Numbers(2, 11), Join(layer, "room", 1));
        Assert.Empty(Join(layer, "room", 11)!);
    }

    [Fact]
    public void A_position_ahead_of_the_layer_is_nobodys()
    {
        using var layer = Create();
        layer.Send("room", "1");
        Assert.Null(Join(layer, "room", 2));
    }

    [Fact]
    public void Bytes_per_group_are_limited_and_a_message_larger_than_that_is_delivered_but_not_kept()
    {
        using var layer = Create(options => options.HistoryBytes = 3 * (GroupHistory.EntryBytes + 100));
        var hundred = new string('x', 100);
        layer.Send("room", hundred, hundred, hundred);
        Assert.Equal(3, Join(layer, "room", 0)!.Count);
        layer.Send("room", hundred);
        Assert.Null(Join(layer, "room", 0));

        var member = layer.Open("member", "room");
        layer.Send("room", new string('y', 10_000));

        Assert.Equal(10_000, Assert.Single(member.Drain()).Length);
        Assert.Null(Join(layer, "room", 4));
        Assert.Empty(Join(layer, "room", 5)!);
    }

    [Fact]
    public void Messages_are_kept_for_their_age()
    {
        using var layer = Create();
        layer.Open("member", "room");
        layer.Send("room", "1");
        layer.Time.Advance(layer.Options.HistoryAge / 2);
        layer.Send("room", "2");
        layer.Time.Advance(layer.Options.HistoryAge / 2);
        Assert.Equal(["1", "2"], Join(layer, "room", 0)); // never earlier

        layer.Time.Advance(layer.Options.HistoryAge / 4);
        Assert.Null(Join(layer, "room", 0));
        Assert.Equal(["2"], Join(layer, "room", 1));
    }

    [Fact]
    public void A_quiet_group_with_members_knows_that_nothing_was_missed_however_long_it_takes()
    {
        using var layer = Create();
        layer.Open("member", "quiet");
        layer.Send("busy", "1", "2", "3");
        layer.Age();
        layer.Send("busy", "4");

        Assert.Empty(Join(layer, "quiet", 0)!);
        Assert.Null(Join(layer, "busy", 0));
        Assert.Null(Join(layer, "unknown", 0)); // it may have been a busy one
        Assert.Empty(Join(layer, "unknown", 3)!);
    }

    [Fact]
    public void A_group_that_everyone_has_left_is_known_for_the_age_and_then_forgotten()
    {
        using var layer = Create();
        layer.Open("member", "room");
        layer.Send("busy", "1");
        layer.Age();
        layer.Channels.Close("member");
        Assert.Empty(Join(layer, "room", 0)!);

        layer.Age();
        Assert.Equal(0, layer.Channels.KeptCount);
        Assert.Equal(0, layer.HistoryBytes);
        Assert.Null(Join(layer, "room", 0));
        Assert.Empty(Join(layer, "room", 1)!);
    }

    [Fact]
    public void A_closed_channel_is_known_for_the_age_also_one_that_was_idle_for_long()
    {
        using var layer = Create();
        layer.Open("idle");
        layer.Open("other");
        layer.SendTo("other", "1");
        layer.Age();
        layer.Channels.Close("idle");
        layer.SendTo("idle", "2");

        var again = new RecordingReceiver();
        Assert.True(layer.Channels.Open("idle", again, LocalLayer.At(0)));
        Assert.Equal(["2"], again.Drain());
        layer.Channels.Close("idle");
        layer.Age();
        Assert.False(layer.Channels.Open("idle", again, LocalLayer.At(0)));
    }

    [Fact]
    public void A_message_to_an_open_channel_that_has_aged_cannot_be_had_again()
    {
        using var layer = Create();
        layer.Open("a");
        layer.SendTo("a", "1");
        layer.Age();
        Assert.Equal(0, layer.Channels.KeptCount);
        layer.Channels.Close("a");

        Assert.False(layer.Channels.Open("a", new RecordingReceiver(), LocalLayer.At(0)));
        Assert.True(layer.Channels.Open("a", new RecordingReceiver(), LocalLayer.At(1)));
    }

    [Fact]
    public void All_histories_share_a_budget_and_the_oldest_messages_make_room()
    {
        const int Budget = 1_000_000;
        using var layer = Create(options => options.MaxHistoryBytes = Budget);
        var text = new string('x', 1000);
        layer.Open("member", "quiet");
        layer.Send("quiet", "kept?");
        for (var i = 0; i < 5_000; i++)
        {
            layer.Send($"room{i % 50}", text);
            Assert.InRange(layer.HistoryBytes, 0, Budget + 2_000);
        }

        Assert.InRange(layer.HistoryBytes, Budget / 2, Budget);
        Assert.Null(Join(layer, "quiet", 0));
        Assert.Equal(4, Join(layer, "room49", layer.Position.Number - 200)!.Count);
    }

    [Fact]
    public void Groups_that_come_and_go_are_part_of_the_budget()
    {
        const int Budget = 100_000;
        using var layer = Create(options => options.MaxHistoryBytes = Budget);
        for (var i = 0; i < 10_000; i++)
        {
            layer.Open($"c{i}", $"room{i}");
            layer.Channels.Close($"c{i}");
            layer.Send($"nobody{i}", "1");
            layer.SendTo($"ws.{i}", "1");
        }
        Assert.InRange(layer.HistoryBytes, 0, Budget + 2_000);
        Assert.InRange(layer.Channels.KeptCount, 1, Budget / LocalGroup.ShellBytes + 5);
    }

    [Fact]
    public void What_is_idle_keeps_no_history()
    {
        using var layer = Create();
        for (var i = 0; i < 100; i++)
            layer.Open($"c{i}", "room");
        Assert.Equal(1, layer.Channels.KeptCount);
        Assert.Equal(0, layer.HistoryBytes);
        layer.Send(ChannelNames.EphemeralPrefix + "x", "1");
        layer.Open("e", ChannelNames.EphemeralPrefix + "x");
        layer.Send(ChannelNames.EphemeralPrefix + "x", "1");
        layer.Channels.Discard(ChannelNames.EphemeralPrefix + "x", "e");
        Assert.Equal((1, 0L), (layer.Channels.KeptCount, layer.HistoryBytes));
    }
}
