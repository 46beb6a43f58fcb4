using System.Text.Json;
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

    /// <exception cref="TemplateException">The consumer does not receive the message, or not with these arguments.</exception>
    public static void RequireFits<TConsumer>(ReadOnlySpan<CallbackArg> arguments)
    {
        if (!Receivers<TConsumer>.Receive)
            throw new TemplateException(
                $"{typeof(TConsumer).Name} does not receive {typeof(TMessage).Name}. Let it implement IReceive<{typeof(TMessage).Name}>.");
        var count = 0;
        while (count < arguments.Length && arguments[count].IsSet)
            count++;
        if (count < s_binder.Required || count > s_binder.Parameters.Count)
            throw new TemplateException(
                $"A callback to {Signature()} takes {Expected()}, but got {count}. " +
                "Give one for each parameter, in order: This, an element with an id, or a constant.");
        if (RenderContext.Current.IsDevelopment)
            RequireReadable(arguments[..count]);
    }

    // In development only: it reads every constant back as the server will.
    static void RequireReadable(ReadOnlySpan<CallbackArg> arguments)
    {
        using var json = new PooledBuffer();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Client is not null)
                continue;
            json.Clear();
            arguments[i].WriteJson(json);
            using var constant = JsonDocument.Parse(json.WrittenMemory);
            var parameter = s_binder.Parameters[i];
            if (!parameter.TryRead(constant.RootElement, out _))
                throw new TemplateException(
                    $"A callback to {Signature()} gives {constant.RootElement.GetRawText()} for {parameter.Name}, " +
                    $"which {parameter.Expected(constant.RootElement)}");
        }
    }

    static string Signature() => $"{typeof(TMessage).Name}({string.Join(", ", s_binder.Parameters.Select(p => p.Name))})";

    static string Expected() => s_binder.Required == s_binder.Parameters.Count
        ? $"{s_binder.Required} argument{(s_binder.Required == 1 ? "" : "s")}"
        : $"{s_binder.Required} to {s_binder.Parameters.Count} arguments";

    static class Receivers<TConsumer>
    {
        public static readonly bool Receive = typeof(IReceive<TMessage>).IsAssignableFrom(typeof(TConsumer));
    }
}
