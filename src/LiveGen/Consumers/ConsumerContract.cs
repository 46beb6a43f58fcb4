using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using LiveGen.Commands;
using LiveGen.Wire;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.Consumers;

/// <summary>What one consumer type takes, found by reflection once when it is mapped.</summary>
sealed class ConsumerContract
{
    readonly ObjectFactory _factory;
    readonly FrozenDictionary<string, MessageReceiver> _receivers;

    /// <exception cref="InvalidOperationException">A message type or an attribute cannot be used, or two messages have one name.</exception>
    public ConsumerContract(Type consumer, LiveGenOptions options)
    {
        if (consumer.IsAbstract)
            throw new InvalidOperationException($"{consumer} is abstract: map a class that can be created, one per open socket.");
        RefuseAuthorizedMethods(consumer);
        ConsumerType = consumer;
        Json = options.MaxJsonDepth == LiveGenJson.Options.MaxDepth ? LiveGenJson.Options : LiveGenJson.Create(options.MaxJsonDepth);
        _factory = ActivatorUtilities.CreateFactory(consumer, []);
        _receivers = ContractTypes.ByName(consumer, typeof(IReceive<>))
            .ToFrozenDictionary(e => e.Key, e => MessageReceiver.Create(e.Value, Json));
        Events = new EventContract(consumer);
        TakesUntyped = consumer.GetMethod("ReceiveCallbackAsync",
            BindingFlags.Instance | BindingFlags.NonPublic,
            [typeof(CallbackArguments), typeof(CancellationToken)])!.DeclaringType != typeof(LiveGenWebSocketConsumer);
    }

    public Type ConsumerType { get; }

    public JsonSerializerOptions Json { get; }

    public EventContract Events { get; }

    /// <summary>Whether the consumer overrides the untyped <c>ReceiveCallbackAsync</c>.</summary>
    public bool TakesUntyped { get; }

    /// <summary>Whether one of these consumers has sent to its page outside of its calls, in this process: others may.</summary>
    public bool SendsDirectly { get; set; }

    public LiveGenWebSocketConsumer Create(IServiceProvider services) => (LiveGenWebSocketConsumer)_factory(services, null);

    /// <summary>Whether a callback of this name, or an untyped one, has a method.</summary>
    public bool Takes(string? name) => name is null ? TakesUntyped : _receivers.ContainsKey(name);

    /// <summary>Binds the arguments and calls the consumer's method.</summary>
    /// <exception cref="InvalidCallbackException">The arguments do not fit or break a rule.</exception>
    public ValueTask ReceiveAsync(LiveGenWebSocketConsumer consumer, string? name, JsonElement args, CancellationToken cancellationToken) =>
        name is null
            ? consumer.ReceiveUntypedAsync(new CallbackArguments(args, Json), cancellationToken)
            : _receivers[name].ReceiveAsync(consumer, args, cancellationToken);

    // SignalR's hubs have it, so people will write it; silently ignored, it would let everyone call.
    static void RefuseAuthorizedMethods(Type consumer)
    {
        const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        // Level by level: the private methods of a base class, such as explicit implementations, do not show on the class.
        for (var type = consumer; type != typeof(LiveGenWebSocketConsumer); type = type.BaseType!)
        {
            foreach (var method in type.GetMethods(Own))
            {
                if (method.GetCustomAttributes(inherit: false).FirstOrDefault(IsAuthorization) is { } attribute)
                    throw new InvalidOperationException(
                        $"{consumer}.{method.Name} has [{attribute.GetType().Name.Replace("Attribute", "", StringComparison.Ordinal)}], " +
                        "but sockets are authorized as a whole and it would have no effect. Put it on the class, map a consumer of " +
                        "its own for what fewer people may do, or ask IAuthorizationService in the method.");
            }
        }
    }

    static bool IsAuthorization(object attribute) =>
        attribute is IAuthorizeData or IAllowAnonymous or IAuthorizationRequirementData;
}
