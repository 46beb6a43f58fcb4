using LiveGen.Channels;
using LiveGen.Consumers;
using LiveGen.Templates;
using LiveGen.Tests.Channels;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace LiveGen.Tests.Docs;

/// <summary>The samples of <c>docs/reliability.md</c>.</summary>
public sealed class ReliabilitySamples
{
    static Element Cursors() => Ul(Li("Ada"));

    [Fact]
    public async Task Cursors_go_to_an_ephemeral_group()
    {
        using var layer = new InMemoryChannelLayer(
            Options.Create(new LiveGenOptions()), NullLogger<InMemoryChannelLayer>.Instance, new ManualTimeProvider());
        var groups = new GroupSender(layer);
        var ct = CancellationToken.None;
        var (name, receiver) = (layer.NewChannelName(), new RecordingReceiver());
        layer.Open(name, receiver);
        await layer.GroupAddAsync("ephemeral.cursors.board7", name, ct);

        await groups.SendCommandsAsync("ephemeral.cursors.board7", Live.Render(() => Morph("cursors", Cursors())), ct);

        var message = await receiver.NextMessageAsync();
        Assert.True(message.Position.IsNone);
        Assert.Contains("cursors", RecordingReceiver.Text(message), StringComparison.Ordinal);
    }
}
