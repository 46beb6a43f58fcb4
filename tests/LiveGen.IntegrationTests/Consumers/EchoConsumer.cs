using System.ComponentModel.DataAnnotations;
using LiveGen.Commands;
using LiveGen.Consumers;

namespace LiveGen.IntegrationTests.Consumers;

public sealed record Say([Length(1, 10)] string Text);

public sealed record Add(int A, int B = 1);

public sealed record Fail(string How);

public sealed record Join(string Group);

public sealed record Leave(string Group);

public sealed record Shout(string Group, string Text);

public sealed record Bye(int Code, string Reason);

public sealed record Said(string Text);

/// <summary>Does what pages ask it for; keeps a sum as its state.</summary>
sealed class EchoConsumer(Ledger ledger)
    : LiveGenWebSocketConsumer, IReceive<Say>, IReceive<Add>, IReceive<Fail>, IReceive<Join>, IReceive<Leave>, IReceive<Shout>,
      IReceive<Bye>, IHandle<Said>
{
    int _sum;

    string Room => $"room.{RouteValues["room"]}";

    protected override IEnumerable<string> Groups => ["everyone"];

    protected override ValueTask OnConnectedAsync()
    {
        if (Query.ContainsKey("fail"))
            throw new InvalidOperationException("refused by the test");
        if (Query.ContainsKey("greet"))
            SetTitle($"Hello {Query["greet"]}");
        return JoinGroupAsync(Room);
    }

    protected override ValueTask OnDisconnectedAsync(int? closeCode)
    {
        ledger.Add($"disconnected {closeCode?.ToString() ?? "none"} after {_sum}");
        return default;
    }

    public ValueTask ReceiveAsync(Say say, CancellationToken cancellationToken)
    {
        ledger.Add($"say {say.Text}");
        SetTitle(say.Text);
        return default;
    }

    public ValueTask ReceiveAsync(Add add, CancellationToken cancellationToken)
    {
        _sum += add.A + add.B;
        SetTitle($"{_sum}");
        return default;
    }

    public ValueTask ReceiveAsync(Fail fail, CancellationToken cancellationToken)
    {
        SetTitle("never sent");
        throw fail.How == "invalid"
            ? new InvalidCallbackException("How", "Not like this.")
            : new InvalidOperationException("secret detail");
    }

    public ValueTask ReceiveAsync(Join join, CancellationToken cancellationToken) => JoinGroupAsync(join.Group, cancellationToken);

    public ValueTask ReceiveAsync(Leave leave, CancellationToken cancellationToken) => LeaveGroupAsync(leave.Group, cancellationToken);

    public ValueTask ReceiveAsync(Shout shout, CancellationToken cancellationToken) =>
        GroupSendCommandsAsync(shout.Group, Render(() => SetTitle(shout.Text)), cancellationToken);

    public ValueTask ReceiveAsync(Bye bye, CancellationToken cancellationToken) => CloseAsync(bye.Code, bye.Reason);

    public ValueTask HandleAsync(Said said, CancellationToken cancellationToken)
    {
        SetTitle($"said {said.Text}");
        return default;
    }
}
