using LiveGen.Commands;
using LiveGen.Templates;
using LiveGen.Wire;

namespace LiveGen.Consumers;

/// <summary>What a callback to a message must look like, so that a template's mistake shows when it renders.</summary>
static class MessageShape<TMessage>
{
    static readonly MessageBinder<TMessage> s_binder = new(LiveGenJson.Options);

    /// <summary>The message's name on the wire.</summary>
    public static string Name { get; } = MessageNames.Of(typeof(TMessage));

    /// <summary>Whether it may be sent again when nobody knows whether it was handled.</summary>
    public static bool IsIdempotent { get; } = typeof(TMessage).IsDefined(typeof(IdempotentAttribute), inherit: false);

    /// <exception cref="TemplateException">The consumer does not receive the message, or not with these arguments.</exception>
    public static void RequireFits<TConsumer>(ReadOnlySpan<CallbackArg> arguments)
    {
        if (!Receivers<TConsumer>.Receive)
            throw new TemplateException(
                $"{typeof(TConsumer).Name} does not receive {typeof(TMessage).Name}. Let it implement IReceive<{typeof(TMessage).Name}>.");
        if (s_binder.Signature.Misfit(arguments, RenderContext.Current.IsDevelopment) is { } misfit)
            throw new TemplateException(misfit);
    }

    static class Receivers<TConsumer>
    {
        public static readonly bool Receive = typeof(IReceive<TMessage>).IsAssignableFrom(typeof(TConsumer));
    }
}
