using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using LiveGen.Faults.Network;
using LiveGen.Redis;
using Xunit;

namespace LiveGen.IntegrationTests.Redis;

/// <summary>Any Redis from 5 on, as <c>docs/redis.md</c> says; with an older one the log says so.</summary>
public sealed partial class RedisVersionTests(SharedRedis redis) : IClassFixture<SharedRedis>
{
    static readonly Version s_oldest = new(5, 0);

    public static TheoryData<string> Commands =>
        [.. Scripts().SelectMany(script => Call().Matches(script)).Select(call => call.Groups[1].Value).Distinct().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task No_script_calls_what_the_oldest_Redis_does_not_know(string command)
    {
        var since = await redis.Server.CommandAsync("EVAL", """
            local about = redis.call('COMMAND', 'DOCS', ARGV[1])[2]
            for i = 1, #about, 2 do if about[i] == 'since' then return {ok = about[i + 1]} end end
            """, "0", command);

        Assert.True(Version.Parse(since) <= s_oldest, $"{command} came with Redis {since}");
    }

    [Fact]
    public async Task A_Redis_that_is_too_old_is_an_error_in_the_log_that_names_both_versions()
    {
        await using var old = new FaultProxy(redis.Server.Port) { ToClient = { NewFilter = () => new Ages() } };
        await using var node = RedisNode.Create(string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{old.Port}"));

        await node.Layer.StartAsync();

        await node.LoggedAsync("ServerTooOld", "is version 4.", "LiveGen needs 5.0 or later");
    }

    /// <summary>Makes a server say that it is of version 4.</summary>
    sealed class Ages : IStreamFilter
    {
        const string Says = "redis_version:";

        public ReadOnlyMemory<byte> Pass(ReadOnlyMemory<byte> bytes)
        {
            var text = Encoding.Latin1.GetString(bytes.Span);
            var at = text.IndexOf(Says, StringComparison.Ordinal);
            return at < 0 ? bytes : Encoding.Latin1.GetBytes(text.Remove(at + Says.Length, 1).Insert(at + Says.Length, "4"));
        }
    }

    static IEnumerable<string> Scripts() =>
        from type in (Type[])[typeof(HistoryScripts), typeof(PresenceScripts), typeof(LiveGen.Redis.Scripts)]
        from member in type.GetMembers(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        let value = member switch
        {
            FieldInfo { IsLiteral: true } constant => constant.GetRawConstantValue(),
            PropertyInfo property => property.GetValue(null),
            _ => null,
        }
        let script = value as string ?? (value as HashedScript)?.Text
        where script is not null
        select script;

    [GeneratedRegex(@"redis\.call\('(\w+)'")]
    private static partial Regex Call();
}
