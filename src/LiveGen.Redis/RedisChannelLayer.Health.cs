using LiveGen.Channels;

namespace LiveGen.Redis;

// What the canary knows: whether a probe of this process has come back over the bus since it was last lost.
internal sealed partial class RedisChannelLayer : IChannelLayerHealth
{
    public string? Trouble => !Bus.IsStarted || Bus.Health.Live.IsCompleted
        ? null
        : $"Messages do not come back from Redis at {Bus.Servers}: pages here miss what is sent until they do. LiveGen keeps trying.";
}
