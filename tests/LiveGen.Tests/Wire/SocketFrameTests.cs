using System.Net.WebSockets;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Wire;

public sealed class SocketFrameTests
{
    // The header has three sizes.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(ushort.MaxValue)]
    [InlineData(ushort.MaxValue + 1)]
    public async Task Another_implementation_reads_what_was_written(int length)
    {
        var frame = SocketFrame.Create(length, out var message);
        message.Fill((byte)'x');
        using var stream = new MemoryStream(frame.Whole.ToArray());
        using var page = WebSocket.CreateFromStream(stream, new WebSocketCreationOptions());
        var read = new byte[length + 1];

        var result = await page.ReceiveAsync(read.AsMemory(), CancellationToken.None);

        Assert.Equal(new ValueWebSocketReceiveResult(length, WebSocketMessageType.Text, endOfMessage: true), result);
        Assert.Equal(frame.Message.ToArray(), read[..length]);
        Assert.Equal(length, frame.Length);
        Assert.Equal(stream.Length, stream.Position);
    }

    [Fact]
    public void A_message_to_one_page_has_no_header()
    {
        SocketFrame frame = (ReadOnlyMemory<byte>)"[\"pong\"]"u8.ToArray();

        Assert.True(frame.Whole.IsEmpty);
        Assert.Equal("[\"pong\"]"u8, frame.Message.Span);
    }
}
