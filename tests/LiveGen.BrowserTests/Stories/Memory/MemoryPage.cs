namespace LiveGen.BrowserTests.Stories.Memory;

/// <summary>All of a game: it lives in the page, sealed, and not on the server.</summary>
public sealed record Deck(string Cards, IReadOnlyList<int> Revealed, IReadOnlyList<int> Matched, int Moves)
{
    public bool Won => Matched.Count == Cards.Length;

    public Deck Flip(int card)
    {
        if (Revealed.Contains(card) || Matched.Contains(card))
            return this;
        if (Revealed is not [var first]) // two that did not match stay until the next one
            return this with { Revealed = [card] };
        return Cards[first] == Cards[card]
            ? this with { Revealed = [], Matched = [.. Matched, first, card], Moves = Moves + 1 }
            : this with { Revealed = [first, card], Moves = Moves + 1 };
    }
}

/// <summary>Find the pairs. Each card carries the whole state as a constant that nobody can change.</summary>
static class MemoryPage
{
    public static void Show()
    {
        StoryLayout.Heading("Memory");
        using (Div(id: "memory").Open())
            Game(new Deck("ABBACC", [], [], 0));
    }

    public static void Flip(Deck deck, int card) => Game(deck.Flip(card));

    static void Game(Deck deck)
    {
        using (Div(role: "group", ariaLabel: "Cards").Open())
            for (var card = 0; card < deck.Cards.Length; card++)
            {
                var shown = deck.Revealed.Contains(card) || deck.Matched.Contains(card);
                Button(shown ? deck.Cards[card].ToString() : "?", id: $"card-{card}", disabled: deck.Matched.Contains(card),
                    onpointerdown: Callback(Flip, Constant(deck), card));
            }
        P($"Moves: {deck.Moves}, pairs: {deck.Matched.Count / 2}", id: "moves");
        if (deck.Won)
            P("You win!", id: "won", role: "status");
    }
}
