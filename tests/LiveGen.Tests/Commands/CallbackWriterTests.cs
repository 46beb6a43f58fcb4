using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using LiveGen.Tests.Shared;
using LiveGen.Tests.Wire;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Commands;

/// <summary>What an element's callback says in the HTML: compared with the frames that the runtime's tests read as well.</summary>
public sealed partial class CallbackWriterTests
{
    static string Attribute(string name) => GoldenFrames.Read("callbacks.json")
        .Single(frame => frame.GetProperty("name").GetString() == name).GetProperty("attribute").GetString()!;

    static readonly PageKey s_key = PageKey.Create();

    // The seals are random: they are looked at below.
    static string Write(string url, string? name, CallbackArg[] arguments, int debounce = 0, int throttle = 0, string? confirm = null,
        When when = default, bool clear = false, bool blocks = false, object? meta = null)
    {
        var text = Sealed(url, name, arguments, s_key, new(debounce, throttle, confirm, when, clear, blocks, meta));
        var seal = Assert.Single(SealMember().Matches(text));
        return text.Remove(seal.Index, seal.Length);
    }

    static string Sealed(string url, string? name, CallbackArg[] arguments, PageKey key, CallbackOptions options = default)
    {
        using var buffer = new PooledBuffer();
        using var message = new PooledBuffer();
        var (start, end) = CallbackWriter.Write(buffer, url, name, arguments, options, new(key, SealKind.Socket, url, message));
        return Encoding.UTF8.GetString(buffer[start..end]);
    }

    [Fact]
    public void The_seal_follows_the_options() =>
        Assert.Equal(
            Attribute("sealed by the page's key").Replace("AbCdEfGhIjKlMnOpQrSt-_2",
                PageSeals.Of(s_key, "/ws/chat/lobby", "Delete", ["\"Hi\"", "42"], constants: [1]), StringComparison.Ordinal),
            Sealed("/ws/chat/lobby", "Delete", [This, 42], s_key));

    [Fact]
    public void A_shared_key_is_named()
    {
        var key = PageKey.CreateShared(_ => "token");

        Assert.Equal(
            Attribute("sealed by a shared key").Replace("k1", key.Id, StringComparison.Ordinal).Replace("AbCdEfGhIjKlMnOpQrSt-_1",
                PageSeals.Of(key, "/ws/chat/lobby", "Delete", ["42"], constants: [0]), StringComparison.Ordinal),
            Sealed("/ws/chat/lobby", "Delete", [42], key, new(0, 0, null, default, false, false, new { row = 3 })));
    }

    [Fact]
    public void The_element_itself() =>
        Assert.Equal(Attribute("the element itself"), Write("/ws/chat/lobby", "Say", [This]));

    [Fact]
    public void Elements_and_constants_in_order_with_a_key_and_flags() =>
        Assert.Equal(
            Attribute("itself, another element and a constant, in order"),
            Write("/ws/chat/lobby", "Say", [This, ValueOf("other"), 42], when: Key.Enter.Ctrl, clear: true, blocks: true));

    [Fact]
    public void Constants_beyond_what_JavaScript_can_hold() =>
        Assert.StartsWith(
            Write("/ws/pay", "Pay", [9007199254740993, decimal.MaxValue, 12.50m])[..^2],
            Attribute("constants beyond what JavaScript can hold"), StringComparison.Ordinal);

    [Fact]
    public void Untyped_without_arguments() =>
        Assert.Equal(Attribute("untyped, without arguments"), Write("/ws/raw", null, []));

    [Fact]
    public void Debounce_confirm_and_meta() =>
        Assert.Equal(
            Attribute("with meta"),
            Write("/ws/raw", "Edit", [This], debounce: 300, confirm: "Sure?", meta: new { row = 3 }));

    [Fact]
    public void A_null_constant_is_an_argument() =>
        Assert.Equal("""{"to":"/ws","name":"N","args":[["v","null"],["v","\"\""]]}""", Write("/ws", "N", [(string?)null, ""]));

    [Fact]
    public void Modifiers_stand_in_a_fixed_order() =>
        Assert.Equal(
            """{"to":"/ws","args":[],"when":["key","k","ctrl","alt","shift","meta"]}""",
            Write("/ws", null, [], when: Key.Of("k").Meta.Shift.Alt.Ctrl));

    [Fact]
    public void A_predicate_of_the_page_gets_its_arguments() =>
        Assert.Equal(
            """{"to":"/ws","args":[],"throttle":50,"when":["longerThan",3,"x"]}""",
            Write("/ws", null, [], throttle: 50, when: When.Of("longerThan", 3, "x")));

    [Fact]
    public void Hostile_texts_stay_inside_their_JSON_strings()
    {
        const string Hostile = "\"},'</script>\\\u2028\n\0";
        using var json = JsonDocument.Parse(Write("/ws?x=" + Hostile, "N", [Hostile, Constant(Hostile)], confirm: Hostile));
        Assert.Equal("/ws?x=" + Hostile, json.RootElement.GetProperty("to").GetString());
        Assert.Equal(Hostile, json.RootElement.GetProperty("confirm").GetString());
        foreach (var argument in json.RootElement.GetProperty("args").EnumerateArray())
            Assert.Equal(Hostile, JsonSerializer.Deserialize<string>(argument[1].GetString()!));
    }

    [Fact]
    public void A_negative_debounce_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Write("/ws", null, [], debounce: -1));

    [GeneratedRegex(@",""seal"":""[\w-]{22}[0-9a-f]+""")]
    private static partial Regex SealMember();
}
