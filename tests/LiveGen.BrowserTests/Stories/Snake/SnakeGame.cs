namespace LiveGen.BrowserTests.Stories.Snake;

public enum Heading
{
    Up,
    Down,
    Left,
    Right,
}

public readonly record struct Cell(int X, int Y);

/// <summary>The rules of the game; whoever plays the same moves sees the same food.</summary>
sealed class SnakeGame
{
    public const int Width = 12, Height = 8;

    readonly LinkedList<Cell> _snake = new([new(4, 4), new(3, 4), new(2, 4)]);
    Heading _heading = Heading.Right;
    Heading _wish = Heading.Right;

    /// <summary>Head first.</summary>
    public IEnumerable<Cell> Snake => _snake;

    public Cell Head => _snake.First!.Value;

    public Cell Food { get; private set; } = new(6, 4);

    public int Score { get; private set; }

    public int Steps { get; private set; }

    public bool Over { get; private set; }

    /// <summary>At the next step; a snake does not turn back on itself.</summary>
    public void Turn(Heading to)
    {
        if (Opposite(to) != _heading)
            _wish = to;
    }

    public void Step()
    {
        if (Over)
            return;
        Steps++;
        _heading = _wish;
        var next = _heading switch
        {
            Heading.Up => Head with { Y = Head.Y - 1 },
            Heading.Down => Head with { Y = Head.Y + 1 },
            Heading.Left => Head with { X = Head.X - 1 },
            _ => Head with { X = Head.X + 1 },
        };
        var eats = next == Food;
        if (!eats)
            _snake.RemoveLast();
        if (next is { X: < 0 or >= Width } or { Y: < 0 or >= Height } || _snake.Contains(next))
        {
            Over = true;
            return;
        }
        _snake.AddFirst(next);
        if (eats)
        {
            Score++;
            Food = NextFood();
        }
    }

    Cell NextFood()
    {
        for (var n = Score * 29; ; n++)
        {
            var cell = new Cell(n % Width, n / Width % Height);
            if (!_snake.Contains(cell))
                return cell;
        }
    }

    static Heading Opposite(Heading heading) => heading switch
    {
        Heading.Up => Heading.Down,
        Heading.Down => Heading.Up,
        Heading.Left => Heading.Right,
        _ => Heading.Left,
    };
}
