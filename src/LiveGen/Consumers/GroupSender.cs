using LiveGen.Channels;
using LiveGen.Commands;

namespace LiveGen.Consumers;

sealed class GroupSender(IChannelLayer channels) : IGroupSender
{
    public ValueTask SendAsync<T>(string group, T message, CancellationToken cancellationToken) where T : notnull =>
        channels.GroupSendAsync(group, GroupMessage.Encode(message), cancellationToken);

    public ValueTask SendCommandsAsync(string group, CommandBatch commands, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(commands);
        ChannelNames.Check(group);
        return commands.IsEmpty ? default : channels.GroupSendAsync(group, commands.Message, cancellationToken);
    }

    public void Send<T>(string group, T message) where T : notnull =>
        channels.GroupSend(group, GroupMessage.Encode(message));

    public void SendCommands(string group, CommandBatch commands)
    {
        ArgumentNullException.ThrowIfNull(commands);
        ChannelNames.Check(group);
        if (!commands.IsEmpty)
            channels.GroupSend(group, commands.Message);
    }
}
