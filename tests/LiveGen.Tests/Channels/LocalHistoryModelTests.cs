using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using LiveGen.Channels;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Channels;

/// <summary>
/// Pages that join, leave, lose their connection and come back in any order, while messages are sent and grow old: against a
/// plain list of all messages, no page ever has a gap, a message twice or out of order; and only what has really gone is refused.
/// </summary>
public sealed class LocalHistoryModelTests
{
    enum Kind { Send, SendTo, Join, Leave, Close, Return, Age }

    sealed record Step(Kind Kind, int Page, int Group);

    static readonly Gen<Step> s_step =
        from kind in Gen.Frequency(
            (6, Gen.Constant(Kind.Send)), (2, Gen.Constant(Kind.SendTo)), (3, Gen.Constant(Kind.Join)), (1, Gen.Constant(Kind.Leave)),
            (1, Gen.Constant(Kind.Close)), (2, Gen.Constant(Kind.Return)), (1, Gen.Constant(Kind.Age)))
        from page in Gen.Choose(0, 3)
        from @group in Gen.Choose(0, 2)
        select new Step(kind, page, @group);

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(3_000)] // a dozen messages for all groups together
    public void Nobody_has_a_gap(int budget) =>
        Prop.ForAll(Arb.From(s_step.ListOf(60)), steps => new Run(budget).Check(steps))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    sealed class Run(int budget)
    {
        const int Kept = 5;

        readonly LocalLayer _layer = new(new LiveGenOptions
        {
            HistoryMessages = Kept, HistoryBytes = Math.Min(budget, 1024 * 1024), MaxHistoryBytes = budget,
        });

        readonly Dictionary<string, List<Sent>> _sent = [];
        readonly Page[] _pages = [.. Enumerable.Range(0, 4).Select(i => new Page($"c{i}"))];

        public bool Check(IEnumerable<Step> steps)
        {
            foreach (var page in _pages)
                Open(page);
            foreach (var (kind, page, group) in steps)
                Do(kind, _pages[page], $"g{group}");
            foreach (var page in _pages)
                foreach (var name in page.Seen.Keys)
                    if (page.IsIn(name))
                        Verify(page, name);
            _layer.Dispose();
            return true;
        }

        void Do(Kind kind, Page page, string group)
        {
            switch (kind)
            {
                case Kind.Send:
                    Send(group);
                    break;
                case Kind.SendTo:
                    Send(page.Name);
                    break;
                case Kind.Join when page.IsOpen:
                    Join(page, group);
                    break;
                case Kind.Leave when page.IsOpen:
                    _layer.Channels.Discard(group, page.Name);
                    page.Groups.Remove(group);
                    break;
                case Kind.Close:
                    _layer.Channels.Close(page.Name);
                    page.IsOpen = false;
                    page.Groups.Clear();
                    break;
                case Kind.Return when !page.IsOpen:
                    Return(page);
                    break;
                case Kind.Age:
                    _layer.Time.Advance(_layer.Options.HistoryAge / 3);
                    break;
            }
        }

        void Send(string name)
        {
            var number = _layer.Position.Number + 1;
            (_sent.TryGetValue(name, out var sent) ? sent : _sent[name] = []).Add(new(number, _layer.Time.GetTimestamp()));
            var text = number.ToString(CultureInfo.InvariantCulture);
            if (name[0] == 'g')
                _layer.Send(name, text);
            else
                _layer.SendTo(name, text);
        }

        void Open(Page page)
        {
            page.Seen[page.Name] = new(_layer.Position, _layer.Time.GetTimestamp());
            _layer.Channels.Open(page.Name, page);
            page.IsOpen = true;
        }

        // What a page does: again from where it has got to; refused, it renders itself anew.
        void Join(Page page, string group)
        {
            if (page.Groups.Contains(group))
                return;
            if (!page.Seen.TryGetValue(group, out var seen))
            {
                seen = page.Seen[group] = new(default, _layer.Time.GetTimestamp());
                seen.Restart(_layer.Channels.Add(group, page.Name), _layer.Time.GetTimestamp());
            }
            else if (_layer.Channels.Add(group, page.Name, seen.Last) is { } position)
            {
                Assert.InRange(position.Number, seen.From.Number, _layer.Position.Number);
                seen.MoveTo(position);
            }
            else
            {
                AssertGone(group, seen);
                seen.Restart(_layer.Position, _layer.Time.GetTimestamp());
                Assert.NotNull(_layer.Channels.Add(group, page.Name, seen.From));
            }
            page.Groups.Add(group);
        }

        void Return(Page page)
        {
            var seen = page.Seen[page.Name];
            page.IsOpen = true;
            if (_layer.Channels.Open(page.Name, page, seen.Last))
                return;
            AssertGone(page.Name, seen);
            Open(page);
        }

        void AssertGone(string name, Seen seen)
        {
            if (budget < 100_000)
                return;
            var missed = (_sent.GetValueOrDefault(name) ?? []).Where(sent => sent.Number > seen.Last.Number).ToList();
            var age = _layer.Options.HistoryAge.Ticks;
            var now = _layer.Time.GetTimestamp();
            // It was known for the age since the page last had it, and then too much or too old was missed.
            Assert.True(missed.Count > Kept || missed.Any(sent => now - sent.At >= age) || now - seen.At >= age);
        }

        void Verify(Page page, string name)
        {
            var seen = page.Seen[name];
            var expected = (_sent.GetValueOrDefault(name) ?? []).Select(sent => sent.Number).Where(number => number > seen.From.Number);
            Assert.Equal(expected, seen.Numbers);
        }
    }

    readonly record struct Sent(long Number, long At);

    /// <summary>What one page has of one group: everything after From.</summary>
    sealed class Seen(GroupPosition from, long at)
    {
        public GroupPosition From { get; private set; } = from;
        public GroupPosition Last { get; private set; } = from;
        public long At { get; private set; } = at;
        public List<long> Numbers { get; private set; } = [];

        public void Restart(GroupPosition from, long at) => (From, Last, At, Numbers) = (from, from, at, []);

        public void MoveTo(GroupPosition position) => Last = position.Number > Last.Number ? position : Last;

        public void Add(ChannelMessage message)
        {
            Assert.True(message.Position.Number > Last.Number, "It came twice, or out of order, or though it was not above the position.");
            Last = message.Position;
            Numbers.Add(message.Position.Number);
        }
    }

    sealed class Page(string name) : IChannelReceiver
    {
        public string Name => name;
        public bool IsOpen { get; set; }
        public HashSet<string> Groups { get; } = [];
        public Dictionary<string, Seen> Seen { get; } = [];

        public bool IsIn(string name) => IsOpen && (name == Name || Groups.Contains(name));

        public void Deliver(ChannelMessage message) => Seen[message.Group ?? Name].Add(message);

        public void Lost(string group) => throw new InvalidOperationException("Nothing is lost in one process.");
    }
}
