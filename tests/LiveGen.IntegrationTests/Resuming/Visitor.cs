using LiveGen.Consumers;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.Templates;
using LiveGen.Wire;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.IntegrationTests.Resuming;

public sealed record Work(string Name, bool Stubborn = false);

public sealed record Beside(string Text);

public sealed record Silent(int N);

public sealed record Twice(string Text);

public sealed record Broken;

/// <summary>What the tests tell the visitors of one server.</summary>
sealed class House
{
    readonly Lock _gate = new();
    readonly Dictionary<string, TaskCompletionSource> _gates = [];

    /// <summary>Whether visitors are let into their room.</summary>
    public bool IsOpen { get; set; } = true;

    /// <summary>Whether visitors are let into the groups again which they have joined by a callback.</summary>
    public bool Rejoins { get; set; }

    /// <summary>What work of that name waits for.</summary>
    public TaskCompletionSource Gate(string name)
    {
        lock (_gate)
            return _gates.TryGetValue(name, out var gate) ? gate : _gates[name] = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>Does what its page asks for, and says what it does.</summary>
sealed class Visitor(Ledger ledger, House house) : LiveGenWebSocketConsumer,
    IReceive<Say>, IReceive<Work>, IReceive<Join>, IReceive<Leave>, IReceive<Bye>, IReceive<Beside>, IHandle<Said>, IHandle<Silent>, IHandle<Twice>,
    IHandle<Broken>
{
    string Room => $"room.{RouteValues["room"]}";

    protected override async ValueTask OnConnectedAsync()
    {
        ledger.Add(Resumed ? "resumed" : "connected");
        if (house.IsOpen)
            await JoinGroupAsync(Room);
        if (Query.ContainsKey("greet"))
            SetTitle("hello");
        if (Query.ContainsKey("more"))
            await JoinGroupAsync("more");
        if (Query.ContainsKey("ephemeral"))
            await JoinGroupAsync("ephemeral.cursors");
    }

    protected override async ValueTask OnResumedAsync(IReadOnlyCollection<string> groups)
    {
        if (!house.Rejoins)
        {
            await base.OnResumedAsync(groups);
            return;
        }
        foreach (var group in groups)
            await JoinGroupAsync(group);
    }

    protected override ValueTask OnDisconnectedAsync(int? closeCode)
    {
        ledger.Add($"left {closeCode}");
        return default;
    }

    public ValueTask ReceiveAsync(Say message, CancellationToken cancellationToken)
    {
        SetTitle(message.Text);
        ledger.Add($"said {message.Text}");
        return default;
    }

    public async ValueTask ReceiveAsync(Work message, CancellationToken cancellationToken)
    {
        ledger.Add($"begun {message.Name}");
        await house.Gate(message.Name).Task.WaitAsync(message.Stubborn ? CancellationToken.None : cancellationToken);
        SetTitle($"done {message.Name}");
    }

    public ValueTask ReceiveAsync(Join message, CancellationToken cancellationToken) => JoinGroupAsync(message.Group, cancellationToken);

    public ValueTask ReceiveAsync(Leave message, CancellationToken cancellationToken) => LeaveGroupAsync(message.Group, cancellationToken);

    public ValueTask ReceiveAsync(Bye message, CancellationToken cancellationToken) => CloseAsync(message.Code, message.Reason);

    public ValueTask ReceiveAsync(Beside message, CancellationToken cancellationToken)
    {
        _ = SendLaterAsync();
        return default;

        async Task SendLaterAsync()
        {
            await house.Gate(message.Text).Task;
            await SendCommandsAsync(Live.Render(() => SetTitle(message.Text)), CancellationToken.None);
            ledger.Add($"sent {message.Text}");
        }
    }

    public ValueTask HandleAsync(Said message, CancellationToken cancellationToken)
    {
        SetTitle(message.Text);
        return default;
    }

    public ValueTask HandleAsync(Silent message, CancellationToken cancellationToken) => default;

    public async ValueTask HandleAsync(Twice message, CancellationToken cancellationToken)
    {
        SetTitle($"{message.Text} collected");
        await SendCommandsAsync(Live.Render(() => SetTitle($"{message.Text} sent")), cancellationToken);
    }

    public ValueTask HandleAsync(Broken message, CancellationToken cancellationToken) => throw new InvalidOperationException("broken");

    public static Task<SocketServer> StartAsync(
        Action<LiveGenOptions>? options = null, House? house = null, Action<WebApplicationBuilder>? build = null) => SocketServer.StartAsync(
        app =>
        {
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapConsumer<Visitor>("/ws/{room}").AllowAnonymous();
        },
        options,
        builder =>
        {
            builder.Services.AddSingleton(house ?? new House());
            builder.Services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderUser>("header", null);
            build?.Invoke(builder);
        });
}
