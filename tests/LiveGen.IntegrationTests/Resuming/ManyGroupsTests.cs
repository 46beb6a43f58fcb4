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
            .Select(i => $"{i:D4}".PadRight(ChannelNames.MaxLength, 'x')).ToArray();
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
}
