using System.Text;
using FsCheck;
using FsCheck.Fluent;
using LiveGen.Tests.Shared;
using Xunit;

namespace LiveGen.Tests.Commands;

/// <summary>What a seal covers: anything else than what the template made does not hold.</summary>
public sealed class SealTests
{
    static readonly PageKey s_key = PageKey.Create();

    // Delete(dam: 42, field, tags: ["a"]) of the gallery.
    static readonly string s_seal = PageSeals.Of(s_key, "/ws/dams/7?view=grid", "Delete", ["42", "\"typed\"", "[\"a\"]"], constants: [0, 2]);

    static bool Holds(string? seal, PageKey? key = null, SealKind kind = SealKind.Socket, string path = "/ws/dams/7?view=grid",
        string? name = "Delete", string args = """[42,"typed",["a"]]""") =>
        Seal.Holds(key ?? s_key, seal, kind, path, name, Encoding.UTF8.GetBytes(args));

    [Fact]
    public void As_the_template_made_it() => Assert.True(Holds(s_seal));

    [Theory]
    [InlineData("""[42,"another",["a"]]""")]
    [InlineData("""[42,null,["a"]]""")]
    [InlineData("""[42,{"a":[1,"]"]},["a"]]""")]
    [InlineData(""" [ 42 , "typed" , ["a"] ] """)]
    public void What_the_browser_reads_is_its_own(string args) => Assert.True(Holds(s_seal, args: args));

    [Theory]
    [InlineData("""[43,"typed",["a"]]""")]
    [InlineData("""[42.0,"typed",["a"]]""")]
    [InlineData("""["42","typed",["a"]]""")]
    [InlineData("""[42,"typed",["a","b"]]""")]
    [InlineData("""[42,"typed",[ "a"]]""")]
    [InlineData("""[42,"typed",["\u0061"]]""")]
    [InlineData("""[["a"],"typed",42]""")]
    public void A_changed_constant_is_refused(string args) => Assert.False(Holds(s_seal, args: args));

    [Theory]
    [InlineData("""[]""")]
    [InlineData("""[42]""")]
    [InlineData("""[42,"typed"]""")]
    [InlineData("""[42,"typed",["a"],null]""")]
    [InlineData("""[42,"typed",["a"],1,2,3]""")]
    public void Another_number_of_arguments_is_refused(string args) => Assert.False(Holds(s_seal, args: args));

    [Fact]
    public void A_constant_turned_into_a_value_of_the_browser_is_refused()
    {
        for (var mask = 0; mask < 16; mask++)
        {
            var seal = $"{s_seal[..^1]}{mask:x}";
            Assert.Equal(seal == s_seal, Holds(seal));
            Assert.False(Holds(seal, args: """[43,"typed",["a"]]"""));
        }
    }

    [Fact]
    public void Another_message_another_kind_another_place_and_another_key_are_refused()
    {
        Assert.False(Holds(s_seal, name: "Deleted"));
        Assert.False(Holds(s_seal, name: ""));
        Assert.False(Holds(s_seal, name: null));
        Assert.False(Holds(s_seal, kind: SealKind.Action));
        Assert.False(Holds(s_seal, path: "/ws/dams/8?view=grid"));
        Assert.False(Holds(s_seal, path: "/ws/dams/7?view=list"));
        Assert.False(Holds(s_seal, path: "/ws/dams/7"));
        Assert.False(Holds(s_seal, key: PageKey.Create()));
        Assert.False(Holds(s_seal, key: PageKey.None));
    }

    [Fact]
    public void A_name_does_not_run_on_into_the_path() =>
        Assert.NotEqual(PageSeals.Of(s_key, "/wsA", "B", []), PageSeals.Of(s_key, "/ws", "AB", []));

    [Fact]
    public void Constants_do_not_run_on_into_each_other() =>
        Assert.NotEqual(PageSeals.Of(s_key, "/ws", null, ["1", "23"], [0, 1]), PageSeals.Of(s_key, "/ws", null, ["12", "3"], [0, 1]));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("AbCdEfGhIjKlMnOpQrSt-_")]
    [InlineData("AbCdEfGhIjKlMnOpQrSt-_4")]
    [InlineData("AbCdEfGhIjKlMnOpQrSt-_zz")]
    [InlineData("ÄÖÜäöüÄÖÜäöüÄÖÜäöüÄÖÜäöü5")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    public void Anything_else_is_no_seal(string? seal) => Assert.False(Holds(seal));

    [Fact]
    public void Any_flipped_bit_is_refused()
    {
        for (var at = 0; at < s_seal.Length; at++)
        {
            for (var bit = 0; bit < 16; bit++)
                Assert.False(Holds($"{s_seal[..at]}{(char)(s_seal[at] ^ 1 << bit)}{s_seal[(at + 1)..]}"));
        }
    }

    [Fact]
    public void It_has_one_form()
    {
        Assert.False(Holds(s_seal + "="));
        Assert.False(Holds(s_seal[..^1] + "05"));
        Assert.False(Holds(s_seal + " "));
        var upper = PageSeals.Of(s_key, "/ws", null, ["1", "1", "1", "1"], [0, 1, 3]);
        Assert.EndsWith("b", upper, StringComparison.Ordinal);
        Assert.True(Holds(upper, path: "/ws", name: null, args: "[1,1,1,1]"));
        Assert.False(Holds(upper[..^1] + "B", path: "/ws", name: null, args: "[1,1,1,1]"));
    }

    [Fact]
    public void Any_number_of_arguments_and_any_choice_of_constants_hold_and_only_those() => Check.One(
        Config.QuickThrowOnFailure, Prop.ForAll(
            ArbMap.Default.ArbFor<bool[]>(), ArbMap.Default.ArbFor<NonNegativeInt>(), (constants, changed) =>
            {
                var args = constants.Select((_, i) => $"{i}").ToArray();
                int[] indexes = [.. constants.Index().Where(one => one.Item).Select(one => one.Index)];
                var seal = PageSeals.Of(s_key, "/ws", "N", args, indexes);
                var holds = Holds(seal, path: "/ws", name: "N", args: $"[{string.Join(',', args)}]");
                if (args.Length == 0)
                    return holds;
                var at = changed.Get % args.Length;
                args[at] = "\"changed\"";
                return holds && Holds(seal, path: "/ws", name: "N", args: $"[{string.Join(',', args)}]") == !constants[at];
            }));
}
