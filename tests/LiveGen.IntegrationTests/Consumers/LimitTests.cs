using System.Net.WebSockets;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.IntegrationTests.Consumers;

/// <summary>Each limit at its edge: the last allowed passes, one more gets the documented code.</summary>
public sealed class LimitTests
{
    static readonly LiveGenOptions s_defaults = new();

    // A field's value is not sealed, so it may have any length.
    static string OfLength(int bytes, PageSocket page)
    {
        var frame = PageSeals.Sealed(page.Key, page.Path, """["callback",1,"Say",[""]]""");
        return frame.Insert(frame.IndexOf("\"]", StringComparison.Ordinal), new string('x', bytes - frame.Length));
    }

    [Fact]
    public async Task A_message_of_the_allowed_size_passes_and_one_byte_more_is_1009()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync();

        await page.SendAsync(OfLength(s_defaults.MaxFrameBytes, page));
        Assert.Contains("invalid", await page.ReceiveAsync(), StringComparison.Ordinal);
        await page.SendAsync(OfLength(s_defaults.MaxFrameBytes + 1, page));

        Assert.Equal(CloseCodes.TooLarge, await page.CloseAsync());
        Assert.Equal("disconnected 1009 after 0", await server.Ledger.NextAsync());
        Assert.Contains("closed with 1009 for a message of more than 65536 bytes", Assert.Single(server.Log.Of(101)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fragments_count_together_and_endless_ones_are_1009()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync();
        var whole = System.Text.Encoding.UTF8.GetBytes(OfLength(s_defaults.MaxFrameBytes, page));
        await page.SendAsync(whole[..40_000], end: false);
        await page.SendAsync(whole[40_000..], end: true);
        Assert.Contains("invalid", await page.ReceiveAsync(), StringComparison.Ordinal);

        var fragment = new byte[8 * 1024];
        Array.Fill(fragment, (byte)' ');
        for (var sent = 0; sent <= s_defaults.MaxFrameBytes; sent += fragment.Length)
            await page.SendAsync(fragment, end: false);

        Assert.Equal(CloseCodes.TooLarge, await page.CloseAsync());
    }

    [Fact]
    public async Task Endless_fragments_of_a_page_that_does_not_answer_are_cut_off()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync();
        await page.SendAsync(new byte[s_defaults.MaxFrameBytes + 1], end: false);
        await server.Log.LoggedAsync(101);

        server.Time.Advance(s_defaults.CloseTimeout);

        Assert.Equal("disconnected 1009 after 0", await server.Ledger.NextAsync());
    }

    [Fact]
    public async Task A_binary_message_is_1003()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync();

        await page.SendAsync("[\"ping\"]"u8.ToArray(), WebSocketMessageType.Binary);

        Assert.Equal(CloseCodes.Binary, await page.CloseAsync());
        Assert.Equal("disconnected 1003 after 0", await server.Ledger.NextAsync());
    }

    [Fact]
    public async Task Bad_UTF8_is_1007()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync();

        await page.SendAsync([.. "[\""u8, 0xC3, 0x28, .. "\"]"u8]);

        Assert.Equal(CloseCodes.BadUtf8, await page.CloseAsync());
        Assert.Equal("disconnected 1007 after 0", await server.Ledger.NextAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("[1]")]
    [InlineData("""["callback"]""")]
    [InlineData("""["callback",1]""")]
    [InlineData("""["callback",1,"Say"]""")]
    [InlineData("""["callback",0,"Say",["x"]]""")]
    [InlineData("""["callback",1.5,"Say",["x"]]""")]
    [InlineData("""["callback","1","Say",["x"]]""")]
    [InlineData("""["callback",1,"Say","x"]""")]
    [InlineData("""["callback",1,"Unknown",[]]""")]
    [InlineData("""["callback",1,null,[]]""")]
    [InlineData("""["callback",1,"Said",["x"]]""")]
    [InlineData("""["callback",1,"Say",[{"a":1,"a":2}]]""")]
    [InlineData("""["callback",1,"Say",["x"],{"a":1,"a":2}]""")]
    [InlineData("""["callback",1,"Say",["x"]]["ping"]""")]
    [InlineData("""["callback",1,"Say",["x"]""")]
    [InlineData("""["commands",[["alert","x"]]]""")]
    [InlineData("""["hello",{"v":1}]""")]
    public async Task Anything_that_is_not_a_frame_is_4400_and_no_code_runs(string message)
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync();
        using var other = await server.OpenAsync();

        await page.SendAsync(message);

        Assert.Equal(CloseCodes.Malformed, await page.CloseAsync());
        Assert.Equal("disconnected 4400 after 0", await server.Ledger.NextAsync());
        Assert.Single(server.Log.Of(101));
        await other.SettleAsync();
    }

    [Fact]
    public async Task JSON_of_the_allowed_depth_passes_and_one_deeper_is_4400()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync();

        await page.CallAsync(Deep(s_defaults.MaxJsonDepth));
        Assert.Contains("invalid", await page.ReceiveAsync(), StringComparison.Ordinal);
        await page.CallAsync(Deep(s_defaults.MaxJsonDepth + 1));

        Assert.Equal(CloseCodes.Malformed, await page.CloseAsync());

        // The frame and its arguments are two levels of it.
        static string Deep(int depth) =>
            $"[\"callback\",1,\"Say\",[{new string('[', depth - 2)}{new string(']', depth - 2)}]]";
    }

    [Fact]
    public async Task A_burst_passes_one_more_is_4429_and_time_earns_messages_back()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync(); // hello was the first of the burst

        for (var i = 1; i < s_defaults.MessageBurst; i++)
            await page.SettleAsync();
        server.Time.Advance(TimeSpan.FromSeconds(1));
        for (var i = 0; i < s_defaults.MessagesPerSecond; i++)
            await page.SettleAsync();
        await page.SendAsync("""["ping"]""");

        Assert.Equal(CloseCodes.TooFast, await page.CloseAsync());
    }

    [Fact]
    public async Task A_hello_within_its_time_passes_and_none_is_4408()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var late = await server.ConnectAsync();
        using var never = await server.ConnectAsync();
        await server.ArrivedAsync(2);

        server.Time.Advance(s_defaults.HelloTimeout - TimeSpan.FromTicks(1));
        await late.SendAsync("""["hello",{"v":1}]""");
        Assert.StartsWith("""["welcome",""", await late.ReceiveAsync(), StringComparison.Ordinal);
        server.Time.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(CloseCodes.NoHello, await never.CloseAsync());
        await late.SettleAsync();
    }

    [Fact]
    public async Task A_message_that_does_not_end_is_4408()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await RawSocket.OpenAsync(server.Address);
        await page.SendAsync(0x01, "[\"callback\","u8.ToArray());
        await page.SendAsync(0x89, []);
        Assert.Equal(0x8A, (await page.ReceiveAsync()).First); // the answer between its parts: the server is reading it

        server.Time.Advance(s_defaults.MessageTimeout);

        Assert.Equal(CloseCodes.NoHello, await page.CloseCodeAsync());
    }

    [Fact]
    public async Task Another_version_is_4426()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.ConnectAsync();

        await page.SendAsync("""["hello",{"v":2}]""");
        Assert.Equal(CloseCodes.OtherVersion, await page.CloseAsync());
    }

    [Fact]
    public async Task A_page_of_another_build_learns_which_this_is_and_is_served()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.ConnectAsync();

        await page.SendAsync("""["hello",{"v":1,"build":"another"}]""");
        Assert.Contains($"\"build\":\"{Protocol.Build}\"", await page.ReceiveAsync(), StringComparison.Ordinal);
        await page.SettleAsync();
    }

    [Fact]
    public async Task The_build_of_this_assembly_and_members_of_later_versions_are_welcome()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.ConnectAsync();

        await page.SendAsync($$"""["hello",{"v":1,"build":"{{Protocol.Build}}","later":[1]},"more"]""");

        Assert.StartsWith("""["welcome",""", await page.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callback_before_hello_is_4400()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.ConnectAsync();

        await page.SendAsync("""["callback",1,"Say",["x"]]""");

        Assert.Equal(CloseCodes.Malformed, await page.CloseAsync());
        Assert.True(server.Ledger.IsEmpty);
    }

    [Fact]
    public async Task Silence_is_broken_by_a_ping_within_the_heartbeat()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var page = await server.OpenAsync();

        server.Time.Advance(s_defaults.HeartbeatInterval);

        Assert.Equal("""["ping"]""", await page.ReceiveAsync());
        await page.SettleAsync();
    }
}
