using LiveGen.Channels;
using LiveGen.Commands;
using LiveGen.Wire;

namespace LiveGen.Consumers;

sealed class GroupSender(IChannelLayer channels) : IGroupSender
{
    // What a batch is called in a span; events have names.
    const string Commands = "commands";

    public ValueTask SendAsync<T>(string group, T message, CancellationToken cancellationToken) where T : notnull =>
        PassAsync(group, GroupMessage.Encode(message), message.GetType(), cancellationToken);

    public ValueTask SendCommandsAsync(string group, CommandBatch commands, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commands);
        ChannelNames.Check(group);
        return commands.IsEmpty ? default : PassAsync(group, commands.Message, type: null, cancellationToken);
    }

    public void Send<T>(string group, T message) where T : notnull => Pass(group, GroupMessage.Encode(message), message.GetType());

    public void SendCommands(string group, CommandBatch commands)
    {
        ArgumentNullException.ThrowIfNull(commands);
        ChannelNames.Check(group);
        if (!commands.IsEmpty)
            Pass(group, commands.Message, type: null);
    }

    ValueTask PassAsync(string group, ReadOnlyMemory<byte> payload, Type? type, CancellationToken cancellationToken)
    {
        LiveGenMeter.Sent();
        return LiveGenTracing.IsOn
            ? TraceAsync(group, payload, NameOf(type), cancellationToken)
            : channels.GroupSendAsync(group, payload, cancellationToken);
    }

    void Pass(string group, ReadOnlyMemory<byte> payload, Type? type)
    {
        LiveGenMeter.Sent();
        if (LiveGenTracing.IsOn)
            Trace(group, payload, NameOf(type));
        else
            channels.GroupSend(group, payload);
    }

    // The layer finds the span by itself, as it does that of whoever calls it directly.
    async ValueTask TraceAsync(string group, ReadOnlyMemory<byte> payload, string name, CancellationToken cancellationToken)
    {
        using var span = LiveGenTracing.SendToGroup(channels.GetType(), group, name);
        try
        {
            await channels.GroupSendAsync(group, payload, cancellationToken);
        }
        catch (Exception e)
        {
            LiveGenTracing.Fail(span, e);
            throw;
        }
    }

    void Trace(string group, ReadOnlyMemory<byte> payload, string name)
    {
        using var span = LiveGenTracing.SendToGroup(channels.GetType(), group, name);
        try
        {
            channels.GroupSend(group, payload);
        }
        catch (Exception e)
        {
            LiveGenTracing.Fail(span, e);
            throw;
        }
    }

    static string NameOf(Type? type) => type is null ? Commands : MessageNames.Of(type);
}
