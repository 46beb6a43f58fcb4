using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LiveGen.Channels;
using Xunit;

namespace LiveGen.Tests.Channels;

/// <summary>Random sequences of opens, joins, leaves, closes and sends, against sets in a dictionary.</summary>
public sealed class LocalChannelsModelTests
{
    enum Kind { Open, Close, Join, Leave, SendGroup, SendChannel }

    sealed record Step(Kind Kind, string Channel, string Group);

    static readonly Gen<Step> s_step =
        from kind in Gen.Elements(Enum.GetValues<Kind>())
        from channel in Gen.Choose(0, 5)
        from @group in Gen.Choose(0, 3)
        select new Step(kind, $"c{channel}", $"g{@group}");

    [Fact]
    public void It_behaves_like_sets_in_a_dictionary() =>
        Prop.ForAll(Arb.From(s_step.ListOf()), steps => Run([.. steps])).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    static bool Run(IReadOnlyList<Step> steps)
    {
        using var layer = new LocalLayer();
        var channels = layer.Channels;
        var real = new Dictionary<string, RecordingReceiver>();
        var open = new Dictionary<string, List<string>>();
        var groups = new Dictionary<string, HashSet<string>>();

        for (var i = 0; i < steps.Count; i++)
        {
            var (kind, channel, group) = steps[i];
            var text = i.ToString(CultureInfo.InvariantCulture);
            var isOpen = open.ContainsKey(channel);
            switch (kind)
            {
                case Kind.Open when !isOpen:
                    channels.Open(channel, real[channel] = new RecordingReceiver());
                    open[channel] = [];
                    break;
                case Kind.Close:
                    channels.Close(channel);
                    open.Remove(channel);
                    foreach (var members in groups.Values)
                        members.Remove(channel);
                    break;
                case Kind.Join when isOpen:
                    channels.Add(group, channel);
                    (groups.TryGetValue(group, out var joined) ? joined : groups[group] = []).Add(channel);
                    break;
                case Kind.Leave:
                    channels.Discard(group, channel);
                    if (groups.TryGetValue(group, out var left))
                        left.Remove(channel);
                    break;
                case Kind.SendGroup:
                    channels.DeliverToGroup(group, Encoding.UTF8.GetBytes(text));
                    foreach (var member in groups.GetValueOrDefault(group) ?? [])
                        open[member].Add(text);
                    break;
                case Kind.SendChannel:
                    channels.DeliverToChannel(channel, Encoding.UTF8.GetBytes(text));
                    if (isOpen)
                        open[channel].Add(text);
                    break;
            }
            if (channels.ChannelCount != open.Count || channels.GroupCount != groups.Values.Count(members => members.Count > 0))
                return false;
        }
        return open.All(pair => pair.Value.SequenceEqual(real[pair.Key].Drain()));
    }
}
