using LiveGen.BrowserTests.Browsing;
using Xunit;

namespace LiveGen.BrowserTests.Stories.Memory;

public sealed class MemoryTests(Chromium chromium, StorySite site) : StoryTest(chromium, site)
{
    [Fact]
    public async Task Pairs_stay_others_turn_back_and_the_last_pair_wins()
    {
        var ada = await OpenAsync("/memory");

        await FlipAsync(0, "A");
        await FlipAsync(1, "B");
        await Expect(ada.Locator("#moves")).ToHaveTextAsync("Moves: 1, pairs: 0");
        await FlipAsync(2, "B");
        await Expect(ada.Locator("#card-0")).ToHaveTextAsync("?");
        await FlipAsync(1, "B");
        await Expect(ada.Locator("#moves")).ToHaveTextAsync("Moves: 2, pairs: 1");
        await Expect(ada.Locator("#card-1")).ToBeDisabledAsync();
        foreach (var (card, face) in new[] { (0, "A"), (3, "A"), (4, "C"), (5, "C") })
            await FlipAsync(card, face);

        await Expect(ada.Locator("#won")).ToHaveTextAsync("You win!");
        await Expect(ada.Locator("#moves")).ToHaveTextAsync("Moves: 4, pairs: 3");

        async Task FlipAsync(int card, string face)
        {
            await ada.Locator($"#card-{card}").ClickAsync();
            await Expect(ada.Locator($"#card-{card}")).ToHaveTextAsync(face);
        }
    }
}
