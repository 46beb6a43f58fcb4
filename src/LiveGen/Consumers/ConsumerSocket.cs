using LiveGen.Commands;
using LiveGen.Templates;

namespace LiveGen.Consumers;

/// <summary>A socket from a page to a consumer, as a template sees it: what its callbacks are made with.</summary>
/// <typeparam name="TConsumer">The consumer at the other end.</typeparam>
public readonly struct ConsumerSocket<TConsumer>
    where TConsumer : LiveGenWebSocketConsumer
{
    internal ConsumerSocket(string url) => Url = url;

    /// <summary>The socket's path with its query, such as <c>/ws/chat/lobby?username=Ada</c>.</summary>
    public string Url { get; }

    /// <summary>
    /// Calls <c>ReceiveAsync(TMessage)</c> of the consumer: <c>onkeyup: chat.Callback&lt;Say&gt;(This, when: Key.Enter, clear: true)</c>.
    /// The arguments become the parameters of the message's constructor, in order.
    /// </summary>
    /// <typeparam name="TMessage">A message that the consumer receives: it implements <c>IReceive&lt;TMessage&gt;</c>.</typeparam>
    /// <param name="a0">The first argument: <c>This</c>, an element with an id, or a constant.</param>
    /// <param name="a1">The second argument.</param>
    /// <param name="a2">The third argument.</param>
    /// <param name="a3">The fourth argument.</param>
    /// <param name="a4">The fifth argument.</param>
    /// <param name="a5">The sixth argument; for more give a collection expression.</param>
    /// <param name="_">Nothing: what follows is given by name.</param>
    /// <param name="debounce">Milliseconds of quiet to wait for before calling, with the last value. Default 0.</param>
    /// <param name="throttle">The fewest milliseconds between two calls; the last event is never lost. Default 0.</param>
    /// <param name="confirm">A question to ask first.</param>
    /// <param name="when">A condition on the event, such as <c>Key.Enter</c>.</param>
    /// <param name="clear">Empty the fields that were read once the server has accepted them. Default false.</param>
    /// <param name="blocks">Drop further calls of this message while one is unanswered. Default false.</param>
    /// <param name="meta">Any value for the consumer's <c>Meta</c>, written as JSON; the page's scripts see it too.</param>
    /// <param name="concurrency">What a second call does while one is unanswered. Default: it waits.</param>
    /// <param name="disableWith">Disable the element until the answer is there, and show this text in it meanwhile.</param>
    /// <param name="loading">The id of an element that shows itself as busy meanwhile (<c>aria-busy</c>).</param>
    /// <exception cref="TemplateException">The consumer does not receive the message, or its constructor takes other arguments.</exception>
    public Callback Callback<TMessage>(
        CallbackArg a0 = default, CallbackArg a1 = default, CallbackArg a2 = default, CallbackArg a3 = default,
        CallbackArg a4 = default, CallbackArg a5 = default, NamedOnly _ = default,
        int debounce = 0, int throttle = 0, string? confirm = null, When when = default, bool clear = false, bool blocks = false,
        object? meta = null, Concurrency concurrency = default, string? disableWith = null, string? loading = null) =>
        Typed<TMessage>([a0, a1, a2, a3, a4, a5], new(debounce, throttle, confirm, when, clear, blocks, meta, concurrency, disableWith, loading));

    /// <summary>The same with any number of arguments, as a collection expression.</summary>
    /// <inheritdoc cref="Callback{TMessage}(CallbackArg, CallbackArg, CallbackArg, CallbackArg, CallbackArg, CallbackArg, NamedOnly, int, int, string?, When, bool, bool, object?, Concurrency, string?, string?)"/>
    public Callback Callback<TMessage>(
        ReadOnlySpan<CallbackArg> arguments, NamedOnly _ = default,
        int debounce = 0, int throttle = 0, string? confirm = null, When when = default, bool clear = false, bool blocks = false,
        object? meta = null, Concurrency concurrency = default, string? disableWith = null, string? loading = null) =>
        Typed<TMessage>(arguments, new(debounce, throttle, confirm, when, clear, blocks, meta, concurrency, disableWith, loading));

    /// <summary>Calls <c>ReceiveCallbackAsync(args)</c> of the consumer with arguments of any number and type.</summary>
    /// <inheritdoc cref="Callback{TMessage}(CallbackArg, CallbackArg, CallbackArg, CallbackArg, CallbackArg, CallbackArg, NamedOnly, int, int, string?, When, bool, bool, object?, Concurrency, string?, string?)"/>
    public Callback Callback(
        CallbackArg a0 = default, CallbackArg a1 = default, CallbackArg a2 = default, CallbackArg a3 = default,
        CallbackArg a4 = default, CallbackArg a5 = default, NamedOnly _ = default,
        int debounce = 0, int throttle = 0, string? confirm = null, When when = default, bool clear = false, bool blocks = false,
        object? meta = null, Concurrency concurrency = default, string? disableWith = null, string? loading = null) =>
        Write(null, [a0, a1, a2, a3, a4, a5], new(debounce, throttle, confirm, when, clear, blocks, meta, concurrency, disableWith, loading));

    /// <summary>Tells the page to close the socket for good.</summary>
    public void Close() => Verbs.CloseSocket(Url);

    Callback Typed<TMessage>(ReadOnlySpan<CallbackArg> arguments, in CallbackOptions options)
    {
        MessageShape<TMessage>.RequireFits<TConsumer>(arguments);
        return Write(MessageShape<TMessage>.Name, arguments, MessageShape<TMessage>.IsIdempotent ? options with { Retry = true } : options);
    }

    Callback Write(string? name, ReadOnlySpan<CallbackArg> arguments, in CallbackOptions options) =>
        RenderContext.Current.AddCallback(SealKind.Socket, Url, name, arguments, options);
}
