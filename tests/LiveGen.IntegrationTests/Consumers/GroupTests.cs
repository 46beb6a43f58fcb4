using LiveGen.Channels;
using LiveGen.Consumers;
using LiveGen.Templates;
using LiveGen.Wire;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.Consumers;

public sealed class GroupTests
{
    [Fact]
    public async Task Two_tabs_of_a_room_get_what_one_of_them_sends_and_another_room_does_not()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var first = await server.OpenAsync("/ws/lobby");
        using var second = await server.OpenAsync("/ws/lobby");
        using var other = await server.OpenAsync("/ws/attic");

        await first.CallAsync("""["callback",1,"Shout",["room.lobby","Hi!"]]""");

        Assert.Equal("""["commands",[["livegen.title","Hi!"]]]""", await first.ReceiveAsync());
        Assert.Equal("""["ack",1]""", await first.ReceiveAsync());
        Assert.Equal("""["commands",[["livegen.title","Hi!"]]]""", await second.ReceiveAsync());
        await other.SettleAsync();
    }

    [Fact]
    public async Task Backend_code_sends_events_and_commands_with_and_without_await()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync();

        await server.Groups.SendAsync("everyone", new Said("one"));
        server.Groups.Send("room.lobby", new Said("two"));
        await server.Groups.SendCommandsAsync("everyone", Live.Render(() => Alert("three")));
        server.Groups.SendCommands("everyone", Live.Render(() => Alert("four")));

        Assert.Equal("""["commands",[["livegen.title","said one"]]]""", await page.ReceiveAsync());
        Assert.Equal("""["commands",[["livegen.title","said two"]]]""", await page.ReceiveAsync());
        Assert.Equal("""["commands",[["alert","three"]]]""", await page.ReceiveAsync());
        Assert.Equal("""["commands",[["alert","four"]]]""", await page.ReceiveAsync());
    }

    [Fact]
    public async Task An_event_to_the_channel_reaches_that_socket_alone()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.ConnectAsync();
        using var other = await server.OpenAsync();
        await page.SendAsync("""["hello",{"v":1}]""");
        var channel = (await page.ReceiveAsync()).Split('"')[7];

        await server.App.Services.GetRequiredService<IChannelLayer>().SendAsync(channel, new Said("you"));

        Assert.Equal("""["commands",[["livegen.title","said you"]]]""", await page.ReceiveAsync());
        await other.SettleAsync();
    }

    [Fact]
    public async Task A_socket_that_left_a_group_gets_nothing_more()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync();
        await page.CallAsync("""["callback",1,"Leave",["everyone"]]""");
        Assert.Equal("""["ack",1]""", await page.ReceiveAsync());

        await server.Groups.SendAsync("everyone", new Said("gone"));

        await page.SettleAsync();
    }

    [Fact]
    public async Task Events_and_commands_of_a_group_keep_their_order_on_every_socket()
    {
        const int Messages = 200;
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var first = await server.OpenAsync();
        using var second = await server.OpenAsync();

        for (var i = 0; i < Messages; i += 2)
        {
            await server.Groups.SendAsync("everyone", new Said($"{i}"));
            await server.Groups.SendCommandsAsync("everyone", Live.Render(() => SetTitle($"said {i + 1}")));
        }

        foreach (var page in new[] { first, second })
        {
            for (var i = 0; i < Messages; i++)
                Assert.Equal($$"""["commands",[["livegen.title","said {{i}}"]]]""", await page.ReceiveAsync());
        }
    }

    [Theory]
    [InlineData("*")]
    [InlineData("a b")]
    [InlineData("a\\r\\nb")]
    [InlineData("{a}")]
    [InlineData("a\\u0000")]
    [InlineData("")]
    public async Task A_name_that_is_not_a_group_s_fails_the_callback_and_nothing_else(string group)
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync();

        await page.CallAsync($$"""["callback",1,"Join",["{{group}}"]]""");

        Assert.Contains("failed", await page.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Contains("A group or channel name is 1 to 100", Assert.Single(server.Log.Of(105)), StringComparison.Ordinal);
        await page.SettleAsync();
    }

    [Fact]
    public async Task Statement_33_as_many_groups_as_allowed_and_not_one_more()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>(o => o.MaxGroupsPerSocket = 3);
        using var page = await server.OpenAsync(); // in everyone and room.lobby

        await page.CallAsync("""["callback",1,"Join",["third"]]""");
        Assert.Equal("""["ack",1]""", await page.ReceiveAsync());
        await page.CallAsync("""["callback",2,"Join",["third"]]""");
        Assert.Equal("""["ack",2]""", await page.ReceiveAsync());
        await page.CallAsync("""["callback",3,"Join",["fourth"]]""");
        Assert.Contains("failed", await page.ReceiveAsync(), StringComparison.Ordinal);

        var line = Assert.Single(server.Log.Of(105));
        Assert.Contains("EchoConsumer cannot join \"fourth\": its socket is in 3 groups already. Leave one first, " +
            "send to a group that several rooms share, or raise LiveGenOptions.MaxGroupsPerSocket.", line, StringComparison.Ordinal);
        Assert.Equal(128, new LiveGenOptions().MaxGroupsPerSocket);
    }

    [Fact]
    public async Task Bytes_of_another_shape_are_logged_once_and_dropped()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var first = await server.OpenAsync();
        using var second = await server.OpenAsync();
        var layer = server.App.Services.GetRequiredService<IChannelLayer>();

        await layer.GroupSendAsync("everyone", "nonsense"u8.ToArray());
        await layer.GroupSendAsync("everyone", "C[\"commands\",[[\"alert\""u8.ToArray());
        await layer.GroupSendAsync("everyone", "ESaid\n{\"Text\":{}}"u8.ToArray());
        await layer.GroupSendAsync("everyone", "EUnknown\n{}"u8.ToArray());
        await server.Groups.SendAsync("everyone", new Said("next"));

        foreach (var page in new[] { first, second })
            Assert.Equal("""["commands",[["livegen.title","said next"]]]""", await page.ReceiveAsync());
        Assert.Equal(2, server.Log.Of(109).Count());
        Assert.Equal(2, server.Log.Of(106).Count());
    }
}
