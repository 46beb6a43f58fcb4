using System.Collections.Frozen;

namespace LiveGen.Consumers;

/// <summary>Which events a type has methods for, found once from its <see cref="IHandle{T}"/> interfaces.</summary>
sealed class EventContract
{
    readonly FrozenDictionary<string, Handler> _handlers;

    public EventContract(Type type) => _handlers =
        ContractTypes.ByName(type, typeof(IHandle<>)).ToFrozenDictionary(e => e.Key, e => Handler.Create(e.Value));

    public IEnumerable<string> Names => _handlers.Keys;

    /// <summary>Whether there is a method for the event; others pass the type by.</summary>
    public bool Handles(GroupMessage message) => message.EventName is { } name && _handlers.ContainsKey(name);

    /// <summary>Decodes the event, unless another receiver did, and calls the method.</summary>
    /// <exception cref="System.Text.Json.JsonException">The event's JSON does not fit the type.</exception>
    public ValueTask HandleAsync(object target, GroupMessage message, CancellationToken cancellationToken) =>
        _handlers[message.EventName!].HandleAsync(target, message, cancellationToken);

    abstract class Handler
    {
        public abstract ValueTask HandleAsync(object target, GroupMessage message, CancellationToken cancellationToken);

        public static Handler Create(Type message) =>
            (Handler)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(message))!;
    }

    sealed class Typed<T> : Handler
    {
        public override ValueTask HandleAsync(object target, GroupMessage message, CancellationToken cancellationToken) =>
            ((IHandle<T>)target).HandleAsync(message.Event<T>(), cancellationToken);
    }
}
