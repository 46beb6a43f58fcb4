using System.Reflection;
using System.Text.Json;

namespace LiveGen.Consumers;

/// <summary>Calls a consumer's <see cref="IReceive{T}"/> for one kind of callback.</summary>
abstract class MessageReceiver
{
    public abstract ValueTask ReceiveAsync(LiveGenWebSocketConsumer consumer, JsonElement args, CancellationToken cancellationToken);

    public static MessageReceiver Create(Type message, JsonSerializerOptions json) =>
        (MessageReceiver)Activator.CreateInstance(typeof(Typed<>).MakeGenericType(message),
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.DoNotWrapExceptions, binder: null, [json], culture: null)!;

    sealed class Typed<T>(JsonSerializerOptions json) : MessageReceiver
    {
        readonly MessageBinder<T> _binder = new(json);

        public override ValueTask ReceiveAsync(LiveGenWebSocketConsumer consumer, JsonElement args, CancellationToken cancellationToken) =>
            ((IReceive<T>)consumer).ReceiveAsync(_binder.Bind(args, consumer.HttpContext.RequestServices), cancellationToken);
    }
}
