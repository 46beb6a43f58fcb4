using LiveGen.Consumers;
using LiveGen.Wire;
using Microsoft.AspNetCore.Authorization;
using Xunit;

namespace LiveGen.Tests.Consumers;

public sealed class ConsumerContractTests
{
    sealed record Say(string Text);

    static class Other
    {
        public sealed record Say(string Text);

        [MessageName("other.say")]
        public sealed record Renamed(string Text);
    }

    abstract class Receiver<T> : LiveGenWebSocketConsumer, IReceive<T>, IHandle<T>
    {
        public ValueTask ReceiveAsync(T message, CancellationToken cancellationToken) => default;

        public ValueTask HandleAsync(T message, CancellationToken cancellationToken) => default;
    }

    sealed class Fine : Receiver<Say>, IReceive<Other.Renamed>
    {
        public ValueTask ReceiveAsync(Other.Renamed message, CancellationToken cancellationToken) => default;
    }

    sealed class Twice : Receiver<Say>, IReceive<Other.Say>
    {
        public ValueTask ReceiveAsync(Other.Say message, CancellationToken cancellationToken) => default;
    }

    sealed class Guarded : LiveGenWebSocketConsumer, IReceive<Say>
    {
        [Authorize(Roles = "admin")]
        public ValueTask ReceiveAsync(Say message, CancellationToken cancellationToken) => default;
    }

    sealed class Untyped : LiveGenWebSocketConsumer
    {
        protected override ValueTask ReceiveCallbackAsync(CallbackArguments args, CancellationToken cancellationToken) => default;
    }

    [Fact]
    public void A_consumer_takes_what_its_interfaces_name()
    {
        var contract = new ConsumerContract(typeof(Fine), new LiveGenOptions());

        Assert.True(contract.Takes("Say"));
        Assert.True(contract.Takes("other.say"));
        Assert.False(contract.Takes("Renamed"));
        Assert.False(contract.Takes(null));
        Assert.True(new ConsumerContract(typeof(Untyped), new LiveGenOptions()).Takes(null));
    }

    [Fact]
    public void Two_messages_of_one_name_are_refused()
    {
        var error = Assert.Throws<InvalidOperationException>(() => new ConsumerContract(typeof(Twice), new LiveGenOptions()));

        Assert.StartsWith($"{typeof(Twice)} has two message types called \"Say\" on the wire: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Put [MessageName(\"…\")] with another name on one of them.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_abstract_consumer_is_refused() =>
        Assert.Equal($"{typeof(Receiver<Say>)} is abstract: map a class that can be created, one per open socket.",
            Assert.Throws<InvalidOperationException>(() => new ConsumerContract(typeof(Receiver<Say>), new LiveGenOptions())).Message);

    [Fact]
    public void Authorization_on_a_method_is_refused_because_nothing_would_check_it() =>
        Assert.Equal($"{typeof(Guarded)}.ReceiveAsync has [Authorize], but sockets are authorized as a whole and it would have " +
            "no effect. Put it on the class, map a consumer of its own for what fewer people may do, or ask " +
            "IAuthorizationService in the method.",
            Assert.Throws<InvalidOperationException>(() => new ConsumerContract(typeof(Guarded), new LiveGenOptions())).Message);

    [Fact]
    public void Before_there_is_a_socket_its_values_say_so() =>
        Assert.Equal("Untyped has no socket yet: channel, user and route values are there from OnConnectedAsync on. " +
            "Move this out of the constructor.", Assert.Throws<InvalidOperationException>(() => new Untyped().ChannelName).Message);
}
