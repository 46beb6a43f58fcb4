namespace LiveGen.BrowserTests.Stories.Snake;

public sealed record Turn(Heading To);

public sealed record Tick;

public sealed record NewGame;

/// <summary>A game that the server plays: the page's clock and keys call it, it answers with the board.</summary>
static class SnakePage
{
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    public static void Show()
    {
        StoryLayout.Heading("Snake");
        var snake = Sockets.Connect<SnakeConsumer>();
        // One callback per element and event: each key has an element of its own around the board.
        using (Div(id: "up", onkeydown: snake.Callback<Turn>(Constant(Heading.Up), when: Key.ArrowUp)).Open())
        using (Div(id: "down", onkeydown: snake.Callback<Turn>(Constant(Heading.Down), when: Key.ArrowDown)).Open())
        using (Div(id: "left", onkeydown: snake.Callback<Turn>(Constant(Heading.Left), when: Key.ArrowLeft)).Open())
        using (Div(id: "right", onkeydown: snake.Callback<Turn>(Constant(Heading.Right), when: Key.ArrowRight)).Open())
        using (Div(id: "game", tabindex: 0, role: "group", ariaLabel: "Snake: steer with the arrow keys").Open())
            Board(new SnakeGame());
        Button("New game", id: "new", onclick: snake.Callback<NewGame>());
    }

    public static void Board(SnakeGame game)
    {
        using (Svg(@class: "board", viewBox: $"0 0 {SnakeGame.Width} {SnakeGame.Height}", role: "img", ariaLabel: "The board").Open())
        {
            foreach (var cell in game.Snake)
                SvgRect(x: cell.X, y: cell.Y, width: 1, height: 1);
            SvgRect(x: game.Food.X, y: game.Food.Y, width: 1, height: 1, @class: "food");
        }
        P(game.Over ? "Game over" : $"Head at {game.Head.X}, {game.Head.Y}", id: "head", role: "status");
        P($"Score {game.Score} after {game.Steps} steps", id: "score");
    }
}

/// <summary>One game per open page: its state is a field.</summary>
sealed class SnakeConsumer : LiveGenWebSocketConsumer, IReceive<Turn>, IReceive<Tick>, IReceive<NewGame>
{
    const string Clock = "snake";

    SnakeGame _game = new();

    public ValueTask ReceiveAsync(Turn turn, CancellationToken ct)
    {
        _game.Turn(turn.To);
        return default;
    }

    public ValueTask ReceiveAsync(Tick tick, CancellationToken ct)
    {
        _game.Step();
        if (_game.Over)
            IntervalClear(Clock);
        Show();
        return default;
    }

    public ValueTask ReceiveAsync(NewGame message, CancellationToken ct)
    {
        _game = new();
        IntervalSet(Clock, SnakePage.Pace, Sockets.Connect<SnakeConsumer>().Callback<Tick>());
        Focus("game");
        Show();
        return default;
    }

    void Show()
    {
        using (Target("game"))
            SnakePage.Board(_game);
    }
}
