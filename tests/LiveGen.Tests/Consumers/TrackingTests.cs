using LiveGen.Channels;
using LiveGen.Consumers;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;

namespace LiveGen.Tests.Consumers;

/// <summary>What may be said of who is here, and how much of it.</summary>
public sealed class TrackingTests
{
    static Tracking Create(int limit = 2)
    {
        var layer = new InMemoryChannelLayer(Options.Create(new LiveGenOptions()), NullLogger<InMemoryChannelLayer>.Instance, new ManualTimeProvider());
        var presence = new GroupPresence(new MemoryPresence(), new GroupSender(layer), Options.Create(new LiveGenOptions()),
            new ManualTimeProvider(), NullLoggerFactory.Instance);
        return new Tracking(presence, limit);
    }

    [Fact]
    public async Task A_key_has_1_to_200_characters()
    {
        await Create().TrackAsync("room", new string('x', 200), null);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => Create().TrackAsync("room", new string('x', 201), null).AsTask());
        Assert.StartsWith("A presence key is 1 to 200 characters but got 201. Take the user's id or name.", error.Message, StringComparison.Ordinal);
        error = await Assert.ThrowsAsync<ArgumentException>(() => Create().TrackAsync("room", "", null).AsTask());
        Assert.StartsWith("A presence key is 1 to 200 characters but got 0.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_meta_has_1_KiB()
    {
        await Create().TrackAsync("room", "Ada", new string('x', 1022)); // and two quotes

        var error = await Assert.ThrowsAsync<ArgumentException>(() => Create().TrackAsync("room", "Ada", new string('x', 1023)).AsTask());
        Assert.StartsWith("The meta of a presence is at most 1024 bytes of JSON but got 1025.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_socket_is_listed_in_as_many_groups_as_it_may_join()
    {
        var tracking = Create(limit: 2);
        await tracking.TrackAsync("one", "Ada", null);
        await tracking.TrackAsync("two", "Ada", null);
        await tracking.TrackAsync("two", "Eve", null);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => tracking.TrackAsync("three", "Ada", null).AsTask());
        Assert.Equal("A socket cannot be tracked in \"three\": it is in 2 groups already (LiveGenOptions.MaxGroupsPerSocket).", error.Message);
        await tracking.UntrackAsync("one");
        await tracking.TrackAsync("three", "Ada", null);
    }

    [Fact]
    public async Task A_socket_that_has_ended_is_not_listed()
    {
        var tracking = Create();
        tracking.End();

        await tracking.TrackAsync("room", "Ada", null);
        await tracking.UntrackAsync("room");
    }
}
