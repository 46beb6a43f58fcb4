namespace LiveGen.BrowserTests.Runtime;

public enum Size
{
    Small,
    Large,
}

public sealed record Fields(
    string Text, int? Number, double Range, bool Checked, string? Choice, Size Size, IReadOnlyList<string> Several,
    DateOnly? Date, TimeOnly? Time, DateTime? Local, string Color, string Area, string Editable, string Data);

public sealed record Constants(long Big, decimal Money, DateTimeOffset At, Guid Id, string Text, int? Nothing);

public sealed record Person(string Name, int Age, IReadOnlyList<string> Likes, bool Agreed);

public sealed record Save(Person Person);

public sealed record Typed(string Text);

public sealed record Count(int N);

public sealed record Meta(string Text);

/// <summary>Gives the test what the page sends.</summary>
sealed class Probe(Inbox inbox) : LiveGenWebSocketConsumer,
    IReceive<Fields>, IReceive<Constants>, IReceive<Save>, IReceive<Typed>, IReceive<Count>, IReceive<Meta>
{
    public const string Everyone = "everyone";

    protected override IEnumerable<string> Groups => [Everyone];

    public async ValueTask ReceiveAsync(Fields message, CancellationToken ct) => await inbox.AddAsync(message);

    public async ValueTask ReceiveAsync(Constants message, CancellationToken ct) => await inbox.AddAsync(message);

    public async ValueTask ReceiveAsync(Save message, CancellationToken ct) => await inbox.AddAsync(message);

    public async ValueTask ReceiveAsync(Typed message, CancellationToken ct) => await inbox.AddAsync(message);

    public async ValueTask ReceiveAsync(Count message, CancellationToken ct)
    {
        await inbox.AddAsync(message);
        // Written straight, and into another element of the page.
        Morph("count", "n is ", message.N);
        using (Target("double"))
            B(message.N * 2);
    }

    public async ValueTask ReceiveAsync(Meta message, CancellationToken ct) =>
        await inbox.AddAsync(message.Text + " " + Meta.GetRawText());

    protected override async ValueTask ReceiveCallbackAsync(CallbackArguments args, CancellationToken ct) =>
        await inbox.AddAsync(string.Join('|', Enumerable.Range(0, args.Count).Select(n => args[n].GetRawText())));
}

/// <summary>A second socket of the same page.</summary>
sealed class OtherProbe(Inbox inbox) : LiveGenWebSocketConsumer, IReceive<Typed>
{
    public async ValueTask ReceiveAsync(Typed message, CancellationToken ct) => await inbox.AddAsync("other: " + message.Text);

    protected override async ValueTask OnDisconnectedAsync(int? closeCode) => await inbox.AddAsync($"other closed with {closeCode}");
}
