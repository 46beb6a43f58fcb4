using System.Globalization;
using LiveGen.Channels;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.IntegrationTests.Resuming;

/// <summary>What a page says when it comes back grows with its groups, and must fit into a frame.</summary>
public sealed class ManyGroupsTests
{
    [Fact]
    public async Task A_page_in_as_many_groups_as_allowed_with_the_longest_names_comes_back()
    {
        var limits = new LiveGenOptions();
        await using var server = await Visitor.StartAsync(
            o => (o.MessagesPerSecond, o.MessageBurst, o.HeartbeatInterval) = (1_000_000, 1_000_000, TimeSpan.FromHours(1)), new House { Rejoins = true });
        using var page = await LivePage.OpenAsync(server);
        var names = Enumerable.Range(1, limits.MaxGroupsPerSocket - 1) // and its room
            .Select(i => i.ToString("D4", CultureInfo.InvariantCulture).PadRight(ChannelNames.MaxLength, 'x')).ToArray();
        for (var i = 0; i < names.Length; i++)
            await page.CallAsync($$"""["callback",{{i + 1}},"Join",["{{names[i]}}"]]""");
        await page.ReadAcksAsync(names.Length);
        page.Lose();
        foreach (var name in names)
            await server.Groups.SendAsync(name, new Said(name));

        await page.ComeBackAsync();

        Assert.Equal("all", page.Resumed);
        await page.ReadUntilShownAsync(names[^1]);
        Assert.Equal(names, page.Shown);
    }

    [Theory]
    [InlineData(8 * 1024, true)] // too many for the token, not for hello: this process knows them
    [InlineData(4 * 1024, false)]
    public async Task A_page_in_more_groups_than_a_frame_has_room_for_comes_back_where_they_are_known_or_renders_itself_again(int frame, bool comesBack)
    {
        const int Groups = 20;
        await using var server = await Visitor.StartAsync(o => o.MaxFrameBytes = frame, new House { Rejoins = true });
        using var page = await LivePage.OpenAsync(server);
        for (var i = 1; i <= Groups; i++)
            await page.CallAsync($$"""["callback",{{i}},"Join",["{{i.ToString("D10", CultureInfo.InvariantCulture).PadRight(ChannelNames.MaxLength, 'x')}}"]]""");
        await page.ReadAcksAsync(Groups);
        page.Lose();

        if (comesBack)
            await page.ComeBackAsync();
        else
            await page.ComeBackInVainAsync();

        if (comesBack)
            Assert.Equal("all", page.Resumed);
    }
}
