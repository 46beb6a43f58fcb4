using System.Text;
using System.Text.Json;
using LiveGen.Channels;
using LiveGen.Commands;
using LiveGen.Consumers;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Consumers;

public sealed class GroupMessageTests
{
    sealed record Said(string By, DateTimeOffset At, decimal Amount);

    [MessageName("renamed.v2")]
    sealed record Renamed(int N);

    sealed record Generic<T>(T Value);

    static readonly Said s_said = new("Ada \"<b>\"\n", new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(2)), 79228162514264337593543950335m);

    [Fact]
    public void An_event_is_its_name_a_line_feed_and_its_JSON()
    {
        Assert.Equal("Erenamed.v2\n{\"n\":3}", Encoding.UTF8.GetString(GroupMessage.Encode(new Renamed(3)).Span));
        Assert.Equal("renamed.v2", GroupMessage.Decode(GroupMessage.Encode(new Renamed(3))).EventName);
        Assert.Equal(s_said, GroupMessage.Decode(GroupMessage.Encode(s_said)).Event<Said>());
        Assert.Equal(s_said, GroupMessage.Decode(GroupMessage.Encode<object>(s_said)).Event<Said>());
    }

    [Fact]
    public void All_receivers_of_a_process_share_what_the_first_decoded()
    {
        var message = new ChannelMessage("g", GroupMessage.Encode(s_said));

        Assert.Same(GroupMessage.Of(message, "ws.1").Event<Said>(), GroupMessage.Of(message, "ws.1").Event<Said>());
    }

    [Fact]
    public void Members_that_another_version_added_are_read_over()
    {
        var message = GroupMessage.Decode("ERenamed\n{\"n\":3,\"later\":true}"u8.ToArray());

        Assert.Equal(new Renamed(3), message.Event<Renamed>());
    }

    [Fact]
    public void A_batch_goes_out_with_its_group_and_position_and_all_receivers_share_the_bytes()
    {
        var batch = CommandBatch.FromCommands("[\"alert\",\"x\"]"u8, 1);
        var message = new ChannelMessage("g", batch.Message, new GroupPosition(0xabc, 42));

        var first = GroupMessage.Of(message, "ws.1");
        var second = GroupMessage.Of(message, "ws.2");

        Assert.Null(first.EventName);
        Assert.Equal("""["commands",[["alert","x"]],{"g":"g","p":"000000000abc-42"}]""", Encoding.UTF8.GetString(first.Frame.Message.Span));
        Assert.True(first.Frame.Whole.Span == second.Frame.Whole.Span, "the same memory");
    }

    [Fact]
    public void To_a_channel_alone_a_batch_goes_out_under_the_channel_s_name_and_without_a_position_under_the_group_s_alone()
    {
        var batch = CommandBatch.FromCommands("[\"alert\",\"x\"]"u8, 1);

        Assert.Equal("""["commands",[["alert","x"]],{"g":"ws.1","p":"000000000abc-42"}]""",
            Encoding.UTF8.GetString(GroupMessage.Of(new ChannelMessage(null, batch.Message, new(0xabc, 42)), "ws.1").Frame.Message.Span));
        Assert.Equal("""["commands",[["alert","x"]],{"g":"g"}]""",
            Encoding.UTF8.GetString(GroupMessage.Of(new ChannelMessage("g", batch.Message), "ws.1").Frame.Message.Span));
    }

    [Fact]
    public void Who_has_taken_a_session_over_is_read_back()
    {
        var message = GroupMessage.Decode(GroupMessage.EncodeReplacement("12ab"));

        Assert.Equal("12ab", message.Replacement);
        Assert.Null(message.EventName);
        Assert.True(message.Frame.IsEmpty);
    }

    [Theory]
    [InlineData("")]
    [InlineData("C")]
    [InlineData("C[]")]
    [InlineData("C[\"ack\",1]")]
    [InlineData("C[\"commands\",[],{\"g\":\"other\"}]")]
    [InlineData("C[\"commands\",1]")]
    [InlineData("R0123456789012345678901234567890123")]
    [InlineData("C[\"commands\",[[\"alert\"")]
    [InlineData("C[\"commands\",[]][\"commands\",[]]")]
    [InlineData("E")]
    [InlineData("E\n{}")]
    [InlineData("Ename")]
    [InlineData("X[\"commands\",[]]")]
    [InlineData("{\"$type\":\"System.Object\"}")]
    public void Another_shape_is_unreadable(string payload) =>
        Assert.Same(GroupMessage.Unreadable, GroupMessage.Decode(Encoding.UTF8.GetBytes(payload)));

    // Browsers drop a connection on such a frame, so one foreign message would cut off every page of the group.
    [Fact]
    public void A_batch_that_is_not_utf8_is_unreadable() =>
        Assert.Same(GroupMessage.Unreadable, GroupMessage.Decode(Encoding.Latin1.GetBytes("C[\"commands\",[[\"alert\",\"caf\u00e9\"]]]")));

    [Theory]
    [InlineData("ESaid\n")]
    [InlineData("ESaid\nnull")]
    [InlineData("ESaid\n{\"by\":1}")]
    [InlineData("ESaid\n{}")]
    public void An_event_that_does_not_fit_its_type_throws_when_it_is_handled(string payload) =>
        Assert.Throws<JsonException>(() => GroupMessage.Decode(Encoding.UTF8.GetBytes(payload)).Event<Said>());

    [Fact]
    public void A_type_whose_name_cannot_stand_on_the_wire_says_what_to_do()
    {
        var error = Assert.Throws<InvalidOperationException>(() => GroupMessage.Encode(new Generic<int>(1)));

        Assert.EndsWith("is called \"Generic`1\" on the wire, but a name is 1 to 100 of A-Z a-z 0-9 _ . -. " +
            "Put [MessageName(\"…\")] on the type, or send a type of your own.", error.Message, StringComparison.Ordinal);
    }
}
