using LiveGen.Commands;
using LiveGen.Templates;

namespace LiveGen.Consumers;

/// <summary>Connects pages to consumers.</summary>
public static class Sockets
{
    /// <summary>
    /// Tells the page to open a socket to a consumer, and gives what its callbacks are made with:
    /// <c>var chat = Sockets.Connect&lt;ChatConsumer&gt;(new { room });</c>. The page keeps the socket open, through reconnects,
    /// until it goes or <see cref="ConsumerSocket{TConsumer}.Close"/> is told.
    /// </summary>
    /// <typeparam name="TConsumer">A consumer that was mapped with <c>MapConsumer</c>.</typeparam>
    /// <param name="values">The values of its route; those that the route does not have become the query.</param>
    /// <exception cref="TemplateException">The consumer is not mapped, a route value is missing, or this is no page.</exception>
    public static ConsumerSocket<TConsumer> Connect<TConsumer>(object? values = null)
        where TConsumer : LiveGenWebSocketConsumer
    {
        var socket = To<TConsumer>(values);
        Verbs.OpenSocket(socket.Url);
        return socket;
    }

    /// <summary>The same without opening: for callbacks in HTML that goes to pages which have the socket already.</summary>
    /// <inheritdoc cref="Connect"/>
    public static ConsumerSocket<TConsumer> To<TConsumer>(object? values = null)
        where TConsumer : LiveGenWebSocketConsumer
    {
        var name = typeof(TConsumer).Name;
        return new(RenderContext.Current.UrlOf(typeof(TConsumer), name, $"MapConsumer<{name}>", values));
    }
}
