using System.Text;
using LiveGen.Commands;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.IntegrationTests.Consumers;

/// <summary>What only a hand-made client sends.</summary>
public sealed class FramingTests
{
    static readonly PageKey s_key = PageKey.Create();

    const byte Text = 0x81;
    const byte TextFirst = 0x01;
    const byte Continue = 0x00;
    const byte ContinueLast = 0x80;
    const byte Close = 0x88;
    const byte Ping = 0x89;
    const byte Pong = 0x8A;

    static async Task<RawSocket> OpenAsync(SocketServer server)
    {
        var raw = await RawSocket.ConnectAsync(server.Address);
        await raw.SendTextAsync(server.Hello(s_key));
        Assert.Contains("welcome", Encoding.UTF8.GetString((await raw.ReceiveAsync()).Payload), StringComparison.Ordinal);
        return raw;
    }

    [Fact]
    public async Task Fragments_with_a_ping_between_them_are_one_message()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var raw = await OpenAsync(server);

        await raw.SendAsync(TextFirst, "[\"pi"u8.ToArray());
        await raw.SendAsync(Ping, "?"u8.ToArray());
        await raw.SendAsync(Continue, []);
        await raw.SendAsync(ContinueLast, "ng\"]"u8.ToArray());

        Assert.Equal(Pong, (await raw.ReceiveAsync()).First);
        Assert.Equal("[\"pong\"]", Encoding.UTF8.GetString((await raw.ReceiveAsync()).Payload));
    }

    [Fact]
    public async Task A_character_may_be_split_between_fragments()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var raw = await OpenAsync(server);
        var message = Encoding.UTF8.GetBytes(PageSeals.Sealed(s_key, "/ws/lobby", """["callback",1,"Say",["é"]]"""));
        var split = Array.IndexOf(message, (byte)0xC3) + 1;

        await raw.SendAsync(TextFirst, message[..split]);
        await raw.SendAsync(ContinueLast, message[split..]);

        Assert.Equal("say é", await server.Ledger.NextAsync());
    }

    [Theory]
    [InlineData(new byte[] { 0x81, 0x02, (byte)'[', (byte)']', 0x81, 0x00, 0x81, 0x00 })] // not masked
    [InlineData(new byte[] { 0xC1, 0x80, 0, 0, 0, 0 })] // compressed, which was never agreed
    [InlineData(new byte[] { 0xA1, 0x80, 0, 0, 0, 0 })] // bits that nobody has agreed on a meaning of
    [InlineData(new byte[] { 0x91, 0x80, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x83, 0x80, 0, 0, 0, 0 })] // a reserved opcode
    [InlineData(new byte[] { 0x87, 0x80, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x8B, 0x80, 0, 0, 0, 0 })] // of control frames
    [InlineData(new byte[] { 0x8F, 0x80, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x09, 0x80, 0, 0, 0, 0 })] // a ping in fragments
    [InlineData(new byte[] { 0x08, 0x80, 0, 0, 0, 0 })] // a close in fragments
    [InlineData(new byte[] { 0x89, 0x00, 0x89, 0x00, 0x89, 0x00 })] // a ping that is not masked
    [InlineData(new byte[] { 0x01, 0x80, 0, 0, 0, 0, 0x81, 0x80, 0, 0, 0, 0 })] // a message within another one
    [InlineData(new byte[] { 0x81, 0x88, 0, 0, 0, 0, (byte)'[', (byte)'"', (byte)'p', (byte)'i', (byte)'n', (byte)'g', (byte)'"', (byte)']', 0x80, 0x80, 0, 0, 0, 0 })] // of what has ended
    [InlineData(new byte[] { 0x88, 0x81, 0, 0, 0, 0, 3 })] // half a close code
    [InlineData(new byte[] { 0x88, 0x82, 0, 0, 0, 0, 0, 0 })] // close codes that nobody may send: 0, 999, 1005, 1006, 1015
    [InlineData(new byte[] { 0x88, 0x82, 0, 0, 0, 0, 3, 231 })]
    [InlineData(new byte[] { 0x88, 0x82, 0, 0, 0, 0, 3, 237 })]
    [InlineData(new byte[] { 0x88, 0x82, 0, 0, 0, 0, 3, 238 })]
    [InlineData(new byte[] { 0x88, 0x82, 0, 0, 0, 0, 3, 247 })]
    [InlineData(new byte[] { 0x80, 0x80, 0, 0, 0, 0 })] // a continuation of nothing
    [InlineData(new byte[] { 0x89, 0xFE, 0, 126, 0, 0, 0, 0 })] // a ping that is too long
    [InlineData(new byte[] { 0x81, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })] // a negative length
    public async Task A_broken_frame_ends_the_socket_and_nothing_else(byte[] bytes)
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var raw = await OpenAsync(server);
        using var other = await server.OpenAsync();

        await raw.SendBytesAsync(bytes);

        Assert.Equal(1002, await raw.CloseCodeAsync());
        Assert.StartsWith("disconnected", await server.Ledger.NextAsync(), StringComparison.Ordinal);
        await other.SettleAsync();
    }

    [Theory]
    [InlineData(new byte[] { 0xC0, 0xAF })] // longer than it need be
    [InlineData(new byte[] { 0xE0, 0x80, 0xAF })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })] // half a character of UTF-16
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })] // beyond the last one
    [InlineData(new byte[] { 0xCE })] // not all of it
    [InlineData(new byte[] { 0x80 })] // not its beginning
    [InlineData(new byte[] { 0xFF })] // never
    public async Task Text_that_is_not_UTF8_is_1007_in_one_frame_and_in_fragments(byte[] bytes)
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var whole = await OpenAsync(server);
        using var parts = await OpenAsync(server);

        await whole.SendAsync(Text, [.. "[\""u8, .. bytes, .. "\"]"u8]);
        Assert.Equal(1007, await whole.CloseCodeAsync());
        await parts.SendAsync(TextFirst, [.. "[\""u8, .. bytes[..1]]);
        await parts.SendAsync(ContinueLast, [.. bytes[1..], .. "\"]"u8]);
        Assert.Equal(1007, await parts.CloseCodeAsync());
    }

    [Fact]
    public async Task Masks_are_undone_pings_are_answered_with_their_bytes_and_pongs_that_nobody_asked_for_are_nothing()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var raw = await OpenAsync(server);
        byte[] mask = [1, 2, 3, 4];
        var ping = Enumerable.Range(0, 125).Select(i => (byte)i).ToArray();

        await raw.SendAsync(Pong, ping);
        await raw.SendAsync(Ping, []);
        await raw.SendBytesAsync([Ping, 0x80 | 125, .. mask, .. ping.Select((b, i) => (byte)(b ^ mask[i % 4]))]);
        await raw.SendBytesAsync([Text, 0x80 | 8, .. mask, .. "[\"ping\"]"u8.ToArray().Select((b, i) => (byte)(b ^ mask[i % 4]))]);

        var (first, payload) = await raw.ReceiveAsync();
        Assert.Equal((Pong, 0), (first, payload.Length));
        (first, payload) = await raw.ReceiveAsync();
        Assert.Equal(Pong, first);
        Assert.Equal(ping, payload);
        Assert.Equal("[\"pong\"]", Encoding.UTF8.GetString((await raw.ReceiveAsync()).Payload));
    }

    [Fact]
    public async Task A_peer_that_answers_no_ping_is_cut_off()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>(o =>
            (o.KeepAliveInterval, o.KeepAliveTimeout) = (TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100)));
        // No hello: on a busy machine the ping may come ahead of its answer, and the cut ahead of both.
        using var raw = await RawSocket.ConnectAsync(server.Address);

        Assert.Equal(Ping, (await raw.ReceiveAsync()).First);

        Assert.True(await raw.IsCutAsync());
        await server.Log.LoggedAsync(100, "ended with (null)");
    }

    [Fact]
    public async Task A_frame_that_announces_more_than_the_limit_is_refused_before_it_is_read()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var raw = await OpenAsync(server);

        // 2^40 bytes announced, a little over the limit sent.
        await raw.SendBytesAsync([Text, 0xFF, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, .. new byte[new LiveGenOptions().MaxFrameBytes + 1]]);

        Assert.Equal(CloseCodes.TooLarge, await raw.CloseCodeAsync());
        server.Time.Advance(new LiveGenOptions().CloseTimeout);
        Assert.True(await raw.IsCutAsync());
    }

    [Fact]
    public async Task A_close_frame_without_a_code_is_answered()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var raw = await OpenAsync(server);

        await raw.SendAsync(Close, []);

        Assert.Equal(1000, await raw.CloseCodeAsync());
        Assert.Equal("disconnected 1000 after 0", await server.Ledger.NextAsync());
    }

    [Fact]
    public async Task Statement_36_compression_is_never_agreed_and_the_subprotocol_must_be_asked_for()
    {
        await using var server = await SocketServer.StartAsync<EchoConsumer>();
        using var http = new HttpClient { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ws/lobby");
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.Add(new("websocket"));
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        request.Headers.Add("Sec-WebSocket-Extensions", "permessage-deflate");

        using var without = await http.SendAsync(request);
        Assert.Equal(400, (int)without.StatusCode);

        using var again = new HttpRequestMessage(HttpMethod.Get, "/ws/lobby");
        foreach (var (name, values) in request.Headers)
            again.Headers.TryAddWithoutValidation(name, values);
        again.Headers.Add("Sec-WebSocket-Protocol", "livegen.v1");
        using var with = await http.SendAsync(again, HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal(101, (int)with.StatusCode);
        Assert.False(with.Headers.Contains("Sec-WebSocket-Extensions"));
        Assert.Equal("livegen.v1", with.Headers.GetValues("Sec-WebSocket-Protocol").Single());
    }
}
