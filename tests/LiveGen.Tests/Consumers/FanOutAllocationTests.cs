using System.Text;
using LiveGen.Channels;
using LiveGen.Commands;
using LiveGen.Consumers;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace LiveGen.Tests.Consumers;

public sealed class FanOutAllocationTests
{
    sealed class Quiet : LiveGenWebSocketConsumer;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_batch_for_a_group_costs_no_memory_per_receiver(bool isPast)
    {
        const int Receivers = 1000;
        var options = Options.Create(new LiveGenOptions());
        var layer = new InMemoryChannelLayer(options, NullLogger<InMemoryChannelLayer>.Instance, new ManualTimeProvider());
        using var logs = NullLoggerFactory.Instance;
        using var sockets = new OpenSockets(options, new ManualTimeProvider(), layer, new GroupSender(layer), logs);
        var endpoint = new ConsumerEndpoint(new ConsumerContract(typeof(Quiet), options.Value), new OriginCheck(options.Value));
        var http = new DefaultHttpContext { RequestServices = new ServiceCollection().BuildServiceProvider() };
        var connection = new HeldStream { Records = false };
        if (isPast)
        {
            var transport = new SocketTransport(connection);
            await transport.UpgradeAsync();
            http.Features.Set<IHttpUpgradeFeature>(transport);
        }
        var fakes = new List<FakeWebSocket>();
        var connections = new List<IChannelReceiver>();
        for (var i = 0; i < Receivers; i++)
        {
            fakes.Add(new FakeWebSocket { Records = false });
            connections.Add(new Connection(fakes[i], http, endpoint, sockets));
        }
        var batch = CommandBatch.FromCommands(Encoding.UTF8.GetBytes($"[\"alert\",\"{new string('x', 300)}\"]"), 1);

        var alone = Measure(connections[..1]);
        var all = Measure(connections);

        Assert.Equal(alone, all);
        Assert.All(fakes[1..], fake => Assert.Equal(isPast ? 0 : Allocated.Runs, fake.SentFrames));
        Assert.Equal(isPast ? Allocated.Runs * (Receivers + 1) : 0, connection.Writes);

        long Measure(List<IChannelReceiver> receivers)
        {
            return Allocated.By(Deliver);

            void Deliver()
            {
                var message = new ChannelMessage("g", batch.Message, new GroupPosition(1, 1));
                for (var i = 0; i < receivers.Count; i++)
                    receivers[i].Deliver(message);
            }
        }
    }
}
