using FsCheck;
using FsCheck.Fluent;
using LiveGen.Channels;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Channels;

/// <summary>
/// One of many processes, fed by a bus that comes late and loses messages, beside a list that keeps the latest of each group:
/// whatever happens in which order, a page has all messages from where it began, in order and once, or was told that it has not.
/// </summary>
public sealed class LocalFeedModelTests
{
    enum Kind { Publish, Lose, Hear, Join, JoinAgain, Leave, Read, Fetch, Compare, Repeat, NewEpoch }

    sealed record Step(Kind Kind, int Page, int Group);

    static readonly Gen<Step> s_step =
        from kind in Gen.Frequency(
            (8, Gen.Constant(Kind.Publish)), (3, Gen.Constant(Kind.Lose)), (12, Gen.Constant(Kind.Hear)), (3, Gen.Constant(Kind.Join)),
            (4, Gen.Constant(Kind.JoinAgain)), (1, Gen.Constant(Kind.Leave)), (3, Gen.Constant(Kind.Read)), (3, Gen.Constant(Kind.Fetch)), (4, Gen.Constant(Kind.Compare)),
            (1, Gen.Constant(Kind.Repeat)), (1, Gen.Constant(Kind.NewEpoch)))
        from page in Gen.Choose(0, 2)
        from @group in Gen.Choose(0, 1)
        select new Step(kind, page, @group);

    [Fact]
    public void Nobody_has_a_gap_that_it_does_not_know_of() =>
        Prop.ForAll(Arb.From(s_step.ListOf(80)), steps => new Run().Check(steps)).Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    sealed class Run
    {
        const int Kept = 6;

        readonly HistoryKeeper _keeper = new(new LiveGenOptions { HistoryMessages = 4 }, new Shared.ManualTimeProvider());
        readonly LocalChannels _channels;
        readonly Queue<(string Group, HeardMessage Message, bool IsLost)> _bus = new();
        readonly Dictionary<string, List<HeardMessage>> _sent = new() { ["g0"] = [], ["g1"] = [] };
        readonly HashSet<string> _gaps = [];

        // What was read for a gap, and is on its way.
        readonly Dictionary<string, (List<HeardMessage> Kept, GroupPosition Last)> _read = [];
        readonly List<Page> _pages;
        GroupPosition _position = new(1, 0);
        bool _hasMissed;
        bool _hasNoticed;
        ulong _id;

        public Run()
        {
            _channels = new LocalChannels(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, _keeper, new Numbering());
            _pages = [.. Enumerable.Range(0, 3).Select(i => new Page($"c{i}"))];
            _channels.Numbering.MoveTo(_position);
            foreach (var page in _pages)
                _channels.Open(page.Name, page);
        }

        public bool Check(IEnumerable<Step> steps)
        {
            foreach (var (kind, page, group) in steps)
                Do(kind, _pages[page], $"g{group}");
            while (_bus.Count > 0)
                Hear();
            CompareIfNoticed();
            foreach (var group in _gaps.ToList())
                for (var i = 0; i < 3 && _gaps.Contains(group); i++)
                    Fetch(group);
            foreach (var page in _pages)
                foreach (var (group, seen) in page.Groups)
                    Verify(_sent[group], seen);
            _keeper.Dispose();
            return true;
        }

        void Do(Kind kind, Page page, string group)
        {
            switch (kind)
            {
                case Kind.Publish or Kind.Lose:
                    Publish(group, ++_id, isLost: kind == Kind.Lose);
                    break;
                case Kind.Repeat when _sent[group] is [.., var last]:
                    Publish(group, last.Id, isLost: false); // a publisher that could not know
                    break;
                case Kind.Hear when _bus.Count > 0:
                    Hear();
                    break;
                case Kind.Join when !page.Groups.ContainsKey(group):
                    page.Groups[group] = new Seen();
                    page.Groups[group].Begin(_channels.Add(group, page.Name));
                    break;
                case Kind.JoinAgain:
                    JoinAgain(page, group);
                    break;
                case Kind.Leave:
                    _channels.Discard(group, page.Name);
                    page.Groups.Remove(group);
                    break;
                case Kind.Read or Kind.Fetch when _gaps.Contains(group):
                    _ = kind == Kind.Read ? Read(group) : Fetch(group);
                    break;
                case Kind.Compare:
                    CompareIfNoticed();
                    break;
                case Kind.NewEpoch:
                    // Heard in its turn, by the first message of the new epoch.
                    _position = new GroupPosition(_position.Epoch + 1, _position.Number / 2);
                    foreach (var list in _sent.Values)
                        list.Clear();
                    Publish(group, ++_id, isLost: false);
                    break;
            }
        }

        void Publish(string group, ulong id, bool isLost)
        {
            _position = new GroupPosition(_position.Epoch, _position.Number + 1);
            var message = new HeardMessage(_position, _sent[group] is [.., var last] ? last.Position.Number : 0, id, default);
            _sent[group].Add(message);
            _bus.Enqueue((group, message, isLost));
        }

        void Hear()
        {
            var (group, message, isLost) = _bus.Dequeue();
            if (isLost && message.Position.Epoch == _channels.Numbering.Epoch)
            {
                _hasMissed = true;
                return;
            }
            (_hasNoticed, _hasMissed) = (_hasNoticed || _hasMissed, false); // the next number tells
            var isNew = message.Position.Epoch != _channels.Numbering.Epoch;
            _channels.Numbering.MoveTo(message.Position);
            if (isNew)
            {
                _gaps.Clear();
                _channels.LoseAll(alsoChannels: true);
            }
            if (_channels.Hear(group, isChannel: false, message) == Heard.Gap)
                _gaps.Add(group);
        }

        // Away for a moment: out, and back from where it has got to.
        void JoinAgain(Page page, string group)
        {
            if (!page.Groups.TryGetValue(group, out var seen))
                return;
            _channels.Discard(group, page.Name);
            var from = seen.Last;
            var position = _channels.Add(group, page.Name, from);
            if (position is null && from.Epoch == _position.Epoch && _channels.Numbering.Epoch == _position.Epoch)
            {
                var kept = KeptOf(group);
                var floor = kept is [var first, ..] ? first.Previous : 0;
                _channels.Extend(group, isChannel: false, kept, floor, _channels.Numbering.Number);
                position = _channels.Add(group, page.Name, from);
                // Of what Redis has, nothing is refused.
                Assert.True(position is not null || floor > from.Number);
            }
            if (position is null)
                page.Groups.Remove(group);
            else
                seen.Return(position.Value);
        }

        bool Read(string group)
        {
            if (_position.Epoch != _channels.Numbering.Epoch)
                return false;
            if (_channels.LastOf(group, isChannel: false) is not { } last)
                return !_gaps.Remove(group); // nobody asks for it any more
            _read[group] = ([.. KeptOf(group).Where(heard => heard.Position.Number > last)], _sent[group][^1].Position);
            return true;
        }

        bool Fetch(string group) =>
            (_read.ContainsKey(group) || Read(group)) && _read.Remove(group, out var read) &&
            _channels.Fill(group, false, read.Kept, read.Last) && _gaps.Remove(group);

        // Once for what was missed: nobody looks again by himself.
        void CompareIfNoticed()
        {
            if (_bus.Count == 0 && _channels.Numbering.Epoch == _position.Epoch && _channels.Numbering.Number < _position.Number)
            {
                _channels.Numbering.MoveTo(_position); // the probe shows that the last one was lost
                _hasNoticed = true;
            }
            if (!_hasNoticed || _position.Epoch != _channels.Numbering.Epoch)
                return;
            _hasNoticed = false;
            foreach (var (name, isChannel, last) in _channels.Known().ToList())
                if (!isChannel && _sent[name] is [.., var sent] && sent.Position.Number > last &&
                    sent.Position.Number <= _channels.Numbering.Number && _channels.TryBeginFill(name, isChannel))
                    _gaps.Add(name);
        }

        List<HeardMessage> KeptOf(string group) => [.. _sent[group].TakeLast(Kept)];

        // Of two with one id the first counts. Whoever began between the two may get the second: nobody here may know of the first.
        static void Verify(List<HeardMessage> sent, Seen seen)
        {
            var before = sent.Where(message => message.Position.Number <= seen.From.Number).Select(message => message.Id).ToHashSet();
            var after = sent.Where(message => message.Position.Number > seen.From.Number).ToList();
            var optional = after.Where(message => before.Contains(message.Id)).Select(message => message.Position.Number).ToHashSet();
            var expected = after.DistinctBy(message => message.Id).Select(message => message.Position.Number);
            Assert.Equal(expected.Except(optional), seen.Numbers.Except(optional));
        }
    }

    sealed class Seen
    {
        public GroupPosition From { get; private set; }
        public GroupPosition Last { get; private set; }
        public List<long> Numbers { get; } = [];

        public void Begin(GroupPosition position) => From = Last = position;

        public void Return(GroupPosition position) => Last = position.Number > Last.Number ? position : Last;

        public void Add(GroupPosition position)
        {
            Assert.Equal(Last.Epoch, position.Epoch);
            Assert.True(position.Number > Last.Number, "It came twice, or out of order, or though it was not above the position.");
            Last = position;
            Numbers.Add(position.Number);
        }
    }

    sealed class Page(string name) : IChannelReceiver
    {
        public string Name => name;
        public Dictionary<string, Seen> Groups { get; } = [];

        public void Deliver(ChannelMessage message) => Groups[message.Group!].Add(message.Position);

        public void Lost(string group)
        {
            if (group == name)
                Groups.Clear();
            else
                Groups.Remove(group);
        }
    }
}
