using LiveGen.Channels;
using LiveGen.Commands;
using LiveGen.Wire;

namespace LiveGen.Consumers;

sealed class GroupSender(IChannelLayer channels) : IGroupSender
{
    public ValueTask SendAsync<T>(string group, T message, CancellationToken cancellationToken) where T : notnull
    {
        LiveGenMeter.Sent();
        return channels.GroupSendAsync(group, GroupMessage.Encode(message), cancellationToken);
    }

    public ValueTask SendCommandsAsync(string group, CommandBatch commands, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commands);
        ChannelNames.Check(group);
        if (commands.IsEmpty)
            return default;
        LiveGenMeter.Sent();
        return channels.GroupSendAsync(group, commands.Message, cancellationToken);
    }

    public void Send<T>(string group, T message) where T : notnull
    {
        LiveGenMeter.Sent();
        channels.GroupSend(group, GroupMessage.Encode(message));
    }

    public void SendCommands(string group, CommandBatch commands)
    {
        ArgumentNullException.ThrowIfNull(commands);
        ChannelNames.Check(group);
        if (commands.IsEmpty)
            return;
        LiveGenMeter.Sent();
        channels.GroupSend(group, commands.Message);
    }
}
