using System.Collections.Frozen;
using System.Text.Json;
using LiveGen.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.Consumers;

/// <summary>What one consumer type takes, found by reflection once when it is mapped.</summary>
sealed class ConsumerContract
{
    readonly ObjectFactory _factory;
    readonly FrozenDictionary<string, MessageReceiver> _receivers;

    /// <exception cref="InvalidOperationException">A message type cannot be used, or two have one name.</exception>
    public ConsumerContract(Type consumer, LiveGenOptions options)
    {
        if (consumer.IsAbstract)
            throw new InvalidOperationException($"{consumer} is abstract: map a class that can be created, one per open socket.");
        ConsumerType = consumer;
        Json = options.MaxJsonDepth == LiveGenJson.Options.MaxDepth ? LiveGenJson.Options : LiveGenJson.Create(options.MaxJsonDepth);
        _factory = ActivatorUtilities.CreateFactory(consumer, []);
        _receivers = ContractTypes.ByName(consumer, typeof(IReceive<>))
            .ToFrozenDictionary(e => e.Key, e => MessageReceiver.Create(e.Value, Json));
        Events = new EventContract(consumer);
        TakesUntyped = consumer.GetMethod("ReceiveCallbackAsync",
            System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic,
            [typeof(CallbackArguments), typeof(CancellationToken)])!.DeclaringType != typeof(LiveGenWebSocketConsumer);
    }

    public Type ConsumerType { get; }

    public JsonSerializerOptions Json { get; }

    public EventContract Events { get; }

    /// <summary>Whether the consumer overrides the untyped <c>ReceiveCallbackAsync</c>.</summary>
    public bool TakesUntyped { get; }

    public LiveGenWebSocketConsumer Create(IServiceProvider services) => (LiveGenWebSocketConsumer)_factory(services, null);

    /// <summary>Whether a callback of this name, or an untyped one, has a method.</summary>
    public bool Takes(string? name) => name is null ? TakesUntyped : _receivers.ContainsKey(name);

    /// <summary>Binds the arguments and calls the consumer's method.</summary>
    /// <exception cref="InvalidMessageException">The arguments do not fit or break a rule.</exception>
    public ValueTask ReceiveAsync(LiveGenWebSocketConsumer consumer, string? name, JsonElement args, CancellationToken cancellationToken) =>
        name is null
            ? consumer.ReceiveUntypedAsync(new CallbackArguments(args, Json), cancellationToken)
            : _receivers[name].ReceiveAsync(consumer, args, cancellationToken);
}
