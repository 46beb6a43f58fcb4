using System.Security.Claims;
using System.Text.Json;
using LiveGen.Channels;
using LiveGen.Commands;
using LiveGen.Templates;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LiveGen.Consumers;

/// <summary>
/// The server's end of one open socket: one instance per socket, made with its own services, its state in its fields.
/// </summary>
/// <remarks>
/// <para>Callbacks from the page come to <see cref="IReceive{T}"/> methods, events from groups to
/// <see cref="IHandle{T}"/> methods, one at a time. Client verbs written there, or in <see cref="OnConnectedAsync"/>,
/// are sent to this socket when the method returns; when it throws, they are dropped.</para>
/// <para>A method that throws does not end the socket: the page's callback is answered with an id that stands in the log
/// beside the exception. Nothing else of the exception leaves the server.</para>
/// </remarks>
/// <example>
/// <code>
/// public sealed record Say([Length(1, 1000)] string Text);
///
/// public sealed class ChatConsumer : LiveGenWebSocketConsumer, IReceive&lt;Say&gt;
/// {
///     string Room =&gt; $"chat.{RouteValues["room"]}";
///
///     protected override ValueTask OnConnectedAsync() =&gt; JoinGroupAsync(Room);
///
///     public ValueTask ReceiveAsync(Say say, CancellationToken ct) =&gt;
///         GroupSendCommandsAsync(Room, Render(() =&gt; Append("messages", Li(say.Text))), ct);
/// }
///
/// app.MapConsumer&lt;ChatConsumer&gt;("/ws/chat/{room}").RequireAuthorization("chat.write");
/// </code>
/// </example>
public abstract partial class LiveGenWebSocketConsumer
{
    Connection? _connection;

    /// <summary>This socket's own channel, unique among all processes; an event sent to it reaches this consumer only.</summary>
    public string ChannelName => Connection.ChannelName;

    /// <summary>The handshake's request: its cookies, headers and services. It has no body, and its response is the socket.</summary>
    public HttpContext HttpContext => Connection.Http;

    /// <summary>
    /// Who opened the socket. Asked again every <see cref="LiveGenOptions.RecheckInterval"/>: roles and claims change then, between two
    /// calls. The endpoint's policies are evaluated again with this user at every callback. When the sign-in no longer holds, the
    /// socket is closed with 4401.
    /// </summary>
    public ClaimsPrincipal User => HttpContext.User;

    /// <summary>The values of the route's parameters, chosen by whoever opened the socket.</summary>
    public RouteValueDictionary RouteValues => HttpContext.Request.RouteValues;

    /// <summary>The query of the socket's url, chosen by whoever opened the socket.</summary>
    public IQueryCollection Query => HttpContext.Request.Query;

    /// <summary>The <c>meta</c> of the callback that is being handled; of kind <c>Undefined</c> when there is none.</summary>
    public JsonElement Meta => Connection.Current?.Meta ?? default;

    /// <summary>Cancelled when the socket ends; what the interfaces' methods get as their token.</summary>
    protected CancellationToken Ended => Connection.Ended;

    /// <summary>Groups that every socket of this consumer joins before <see cref="OnConnectedAsync"/>; none by default.</summary>
    protected virtual IEnumerable<string> Groups => [];

    Connection Connection => _connection ?? throw new InvalidOperationException(
        $"{GetType().Name} has no socket yet: channel, user and route values are there from OnConnectedAsync on. " +
        "Move this out of the constructor.");

    /// <summary>
    /// Called once, after the page said hello. When it throws, the socket is closed with 1011 and
    /// <see cref="OnDisconnectedAsync"/> is called all the same, since some of it may have been done.
    /// </summary>
    protected virtual ValueTask OnConnectedAsync() => default;

    /// <summary>
    /// Whether the page comes back with what it shows, after its connection was lost: what its groups sent meanwhile follows behind
    /// <see cref="OnConnectedAsync"/>. This instance is a new one, and its state begins anew.
    /// </summary>
    protected bool Resumed => Connection.IsResumed;

    /// <summary>
    /// Called behind <see cref="OnConnectedAsync"/> when the page comes back, with the groups in which it was and which that has not
    /// joined: those of callbacks and events. Join them again, after checking that the user still may. By default the page renders itself
    /// again (4410) when there are any. A group that is not joined here either is left.
    /// </summary>
    /// <param name="groups">The names of the groups.</param>
    protected virtual ValueTask OnResumedAsync(IReadOnlyCollection<string> groups)
    {
        ArgumentNullException.ThrowIfNull(groups);
        return groups.Count == 0 ? default : throw Connection.ReRender(ReRenderReason.Groups, $"{GetType().Name}.OnConnectedAsync does not join {string.Join(", ", groups)} again");
    }

    /// <summary>
    /// Called once when the socket has ended and every other call has returned, if <see cref="OnConnectedAsync"/> was
    /// called. The socket is out of its groups; other groups and sockets can still be sent to.
    /// </summary>
    /// <param name="closeCode">The close code, the page's or ours; null when the connection was lost without one.</param>
    protected virtual ValueTask OnDisconnectedAsync(int? closeCode) => default;

    /// <summary>
    /// Called for untyped callbacks (those whose <c>Callback</c> names no message type). Not overridden, such a callback
    /// closes the socket with 4400.
    /// </summary>
    /// <param name="args">The arguments, unchecked.</param>
    /// <param name="cancellationToken">Cancelled when the socket ends.</param>
    protected virtual ValueTask ReceiveCallbackAsync(CallbackArguments args, CancellationToken cancellationToken) => default;

    /// <summary>
    /// Called when the permission is found missing at a callback, before the socket is closed with 4403: the page's last
    /// commands, written with verbs or sent. An alert by default. It does not close the socket: LiveGen does after it. A consumer
    /// that calls this itself adds <see cref="CloseAsync"/>.
    /// </summary>
    protected virtual ValueTask SendPermissionDeniedAsync() => SendCommandsAsync(PermissionDenied.Commands);

    /// <summary>Renders a template to commands, to be sent from here.</summary>
    /// <param name="template">Elements, morphed into the target, and client verbs, which become commands of their own.</param>
    /// <param name="target">The id of the element that the rendered HTML fills; null when the template only uses verbs.</param>
    protected CommandBatch Render(Action template, string? target = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        return AmbientRender.Run(template, HttpContext, target, shared: true);
    }

    /// <summary>Not for templates that await: as an <see cref="Action"/> one would go on after the render has ended.</summary>
    [Obsolete("A template that awaits is rendered with await RenderAsync(…).", error: true)]
    protected CommandBatch Render(Func<Task> template, string? target = null) => throw new NotSupportedException();

    /// <summary>The same for a template that awaits; elements may be written before and after each <c>await</c>.</summary>
    /// <inheritdoc cref="Render(Action, string?)"/>
    protected async Task<CommandBatch> RenderAsync(Func<Task> template, string? target = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        return await AmbientRender.RunAsync(static t => new ValueTask(t()), template, HttpContext, target, shared: true);
    }

    /// <summary>Adds this socket to a group; a second time changes nothing.</summary>
    /// <param name="group">1 to 100 of <c>A–Z a–z 0–9 _ . -</c>; never a name that the page alone decides.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="InvalidOperationException">The socket is in <see cref="LiveGenOptions.MaxGroupsPerSocket"/> groups.</exception>
    protected async ValueTask JoinGroupAsync(string group, CancellationToken cancellationToken = default)
    {
        ChannelNames.Check(group);
        var limit = Connection.Sockets.Options.MaxGroupsPerSocket;
        if (Connection.GroupCount >= limit && !Connection.IsIn(group))
            throw new InvalidOperationException(
                $"{GetType().Name} cannot join \"{group}\": its socket is in {limit} groups already. Leave one first, " +
                "send to a group that several rooms share, or raise LiveGenOptions.MaxGroupsPerSocket.");
        await Connection.JoinAsync(group, cancellationToken);
    }

    /// <summary>Takes this socket out of a group; one that it is not in is ignored.</summary>
    protected async ValueTask LeaveGroupAsync(string group, CancellationToken cancellationToken = default)
    {
        ChannelNames.Check(group);
        await Connection.LeaveAsync(group, cancellationToken);
    }

    /// <summary>
    /// Sends commands to this socket at once, before those that verbs collect in the current call; together with these while an event is
    /// handled or the socket connects. A page that loses its connection gets them when it comes back; sent outside of this
    /// consumer's calls (a timer, a task of its own), only when it comes back to the same process: elsewhere it renders itself again.
    /// </summary>
    protected ValueTask SendCommandsAsync(CommandBatch commands, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commands);
        cancellationToken.ThrowIfCancellationRequested();
        if (!commands.IsEmpty)
            Connection.SendCommands(commands);
        return default;
    }

    /// <summary>Sends an event to this consumer: its <see cref="IHandle{T}"/> method runs after the current call.</summary>
    protected ValueTask SendEventAsync<T>(T message, CancellationToken cancellationToken = default) where T : notnull =>
        Connection.Sockets.Channels.SendAsync(ChannelName, message, cancellationToken);

    /// <summary>Sends an event to every consumer in a group, this one too when it is in it.</summary>
    protected ValueTask GroupSendAsync<T>(string group, T message, CancellationToken cancellationToken = default) where T : notnull =>
        Connection.Sockets.Groups.SendAsync(group, message, cancellationToken);

    /// <summary>Sends commands to every page in a group: rendered once, encoded once, the same bytes to all.</summary>
    protected ValueTask GroupSendCommandsAsync(string group, CommandBatch commands, CancellationToken cancellationToken = default) =>
        Connection.Sockets.Groups.SendCommandsAsync(group, commands, cancellationToken);

    /// <summary>
    /// Closes the socket in order: what was sent before goes out first. While a method of this consumer runs, the socket is
    /// closed when that has returned, after its commands and the page's ack. The page reconnects unless told otherwise by the
    /// code. The first call counts.
    /// </summary>
    /// <param name="code">1000, or one of your own from 4500 to 4999; below, 3000 to 4499 belong to registries and LiveGen.</param>
    /// <param name="reason">At most 123 bytes of UTF-8, readable in the browser.</param>
    protected ValueTask CloseAsync(int code = CloseCodes.Normal, string? reason = null)
    {
        CloseReason.Check(code, reason);
        Connection.CloseAfterCall(code, reason);
        return default;
    }

    internal void Attach(Connection connection) => _connection = connection;

    internal async ValueTask RunConnectedAsync()
    {
        foreach (var group in Groups)
            await JoinGroupAsync(group, Ended);
        await OnConnectedAsync();
        if (Resumed)
            await OnResumedAsync(Connection.GroupsNotJoined());
    }

    internal ValueTask RunDisconnectedAsync(int? closeCode) => OnDisconnectedAsync(closeCode);

    internal ValueTask RunPermissionDeniedAsync() => SendPermissionDeniedAsync();

    internal ValueTask ReceiveUntypedAsync(CallbackArguments args, CancellationToken cancellationToken) =>
        ReceiveCallbackAsync(args, cancellationToken);
}
