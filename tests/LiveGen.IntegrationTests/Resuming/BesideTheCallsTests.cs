using LiveGen.IntegrationTests.Consumers;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.IntegrationTests.Resuming;

/// <summary>What a consumer sends to its page of its own accord.</summary>
public sealed class BesideTheCallsTests
{
    [Fact]
    public async Task What_is_sent_beside_the_calls_marks_the_token_and_only_the_same_process_can_go_on()
    {
        var house = new House();
        await using var server = await Visitor.StartAsync(house: house);
        using var page = await LivePage.OpenAsync(server);
        await page.CallAsync("""["callback",1,"Beside",["later"]]""");
        await page.ReadAcksAsync(1);
        Assert.Contains(" - ", page.Token, StringComparison.Ordinal);

        house.Gate("later").SetResult();
        Assert.StartsWith("""["groups",""", await page.ReadAsync(), StringComparison.Ordinal);
        Assert.Contains(" d ", page.Token, StringComparison.Ordinal);
        Assert.Equal("connected", await server.Ledger.NextAsync());
        Assert.Equal("sent later", await server.Ledger.NextAsync()); // not only the token that goes ahead of it
        page.Lose();
        await page.ComeBackAsync();
        await page.ReadUntilShownAsync("later");
        Assert.Equal("all", page.Resumed);

        page.Lose();
        await server.LostAsync();
        server.Time.Advance(new LiveGenOptions().ResumeWindow + TimeSpan.FromSeconds(1)); // as on another process
        await page.ComeBackInVainAsync();
        using var other = await LivePage.OpenAsync(server);
        Assert.Contains(" d ", other.Token, StringComparison.Ordinal);
    }
}
