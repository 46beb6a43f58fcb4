using LiveGen.Channels;
using Xunit;

namespace LiveGen.Tests.Channels;

/// <summary>The names that every channel layer takes and refuses.</summary>
public abstract class ChannelNamesContract : ChannelLayerContract
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("a b")]
    [InlineData("a\r\nb")]
    [InlineData("a\0b")]
    [InlineData("{a}")]
    [InlineData("a:b")]
    [InlineData("a/b")]
    [InlineData("å")]
    [InlineData("long")]
    public async Task A_bad_name_is_refused_everywhere(string? name)
    {
        var bad = name == "long" ? new string('a', ChannelNames.MaxLength + 1) : name!;
        var layer = await CreateAsync();
        var (good, _) = Open(layer);
        await Assert.ThrowsAsync<ArgumentException>(async () => await layer.GroupAddAsync(bad, good));
        await Assert.ThrowsAsync<ArgumentException>(async () => await layer.GroupAddAsync("room", bad));
        await Assert.ThrowsAsync<ArgumentException>(async () => await layer.GroupDiscardAsync(bad, good));
        await Assert.ThrowsAsync<ArgumentException>(async () => await layer.GroupDiscardAsync("room", bad));
        await Assert.ThrowsAsync<ArgumentException>(async () => await layer.GroupSendAsync(bad, default));
        await Assert.ThrowsAsync<ArgumentException>(async () => await layer.SendAsync(bad, default));
        await Assert.ThrowsAsync<ArgumentException>(async () => await layer.ReceiveAsync(bad, default));
        Assert.Throws<ArgumentException>(() => layer.GroupSend(bad, default));
        Assert.Throws<ArgumentException>(() => layer.Open(bad, new RecordingReceiver()));
        Assert.Throws<ArgumentException>(() => layer.Close(bad));
    }

    [Theory]
    [InlineData("a")]
    [InlineData("Chat.room_1-x")]
    [InlineData("..")]
    [InlineData("long")]
    public async Task A_good_name_is_taken(string name)
    {
        var good = name == "long" ? new string('a', ChannelNames.MaxLength) : name;
        var layer = await CreateAsync();
        var (a, toA) = Open(layer);
        await layer.GroupAddAsync(good, a);
        await layer.GroupSendAsync(good, Bytes("hi"));
        Assert.Equal("hi", await toA.NextAsync());
    }
}
