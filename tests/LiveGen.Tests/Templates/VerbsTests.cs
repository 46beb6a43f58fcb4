using System.Text.Json;
using LiveGen.Tests.Wire;
using Xunit;

namespace LiveGen.Tests.Templates;

/// <summary>Each verb adds the command that <c>docs/protocol.md</c> §2 describes.</summary>
public sealed class VerbsTests
{
    static string Commands(Action template) => Live.Render(template).ToString();

    public static TheoryData<string, Action> Each => new()
    {
        { """["livegen.morph","t","<b>1</b>x"]""", () => Morph("t", B(1), "x") },
        { """["livegen.replace","t","<p id=\"t\"></p>"]""", () => Replace("t", P(id: "t")) },
        { """["livegen.append","t","<li>a</li><li>b</li>"]""", () => Append("t", Li("a"), Li("b")) },
        { """["livegen.prepend","t","a&amp;b"]""", () => Prepend("t", "a&b") },
        { """["livegen.before","t","<i></i>"]""", () => Before("t", I()) },
        { """["livegen.after","t",""]""", () => After("t") },
        { """["livegen.remove","t"]""", () => Remove("t") },
        { """["livegen.hide","t"]""", () => Hide("t") },
        { """["livegen.display","t"]""", () => Display("t") },
        { """["livegen.visible","t"]""", () => Visible("t") },
        { """["livegen.hidden","t"]""", () => Hidden("t") },
        { """["livegen.setValue","t","x"]""", () => SetValue("t", "x") },
        { """["livegen.setValue","t",["a","b"]]""", () => SetValue("t", new[] { "a", "b" }) },
        { """["livegen.setValue","t",null]""", () => SetValue("t", null) },
        { """["livegen.setValue","t",true]""", () => SetValue("t", true) },
        { """["livegen.reset","t"]""", () => Reset("t") },
        { """["livegen.focus","t"]""", () => Focus("t") },
        { """["livegen.scrollTo","t"]""", () => ScrollTo("t") },
        { """["livegen.addClass","t","a b"]""", () => AddClass("t", "a b") },
        { """["livegen.removeClass","t","a"]""", () => RemoveClass("t", "a") },
        { """["livegen.setAttribute","t","title","x"]""", () => SetAttribute("t", "title", "x") },
        { """["livegen.setAttribute","t","disabled",true]""", () => SetAttribute("t", "disabled", true) },
        { """["livegen.setAttribute","t","disabled",null]""", () => SetAttribute("t", "disabled", false) },
        { """["livegen.setAttribute","t","max","2.5"]""", () => SetAttribute("t", "max", 2.5) },
        { """["livegen.redirect","/x?y=1"]""", () => Redirect("/x?y=1") },
        { """["livegen.redirect","https://example.org/a?b#c"]""", () => Redirect("https://example.org/a?b#c", external: true) },
        { """["livegen.pushUrl","/x"]""", () => PushUrl("/x") },
        { """["livegen.replaceUrl","?q=1"]""", () => ReplaceUrl("?q=1") },
        { """["livegen.reload"]""", () => Reload() },
        { """["livegen.title","T"]""", () => SetTitle("T") },
        { """["livegen.setClientState","theme",{"dark":true}]""", () => SetClientState("theme", new { dark = true }) },
        { """["livegen.dispatch","t","saved",3]""", () => Dispatch("t", "saved", 3) },
        { """["livegen.dispatch",null,"saved",null]""", () => Dispatch(null, "saved") },
        { """["livegen.announce","Saved","polite"]""", () => Announce("Saved") },
        { """["livegen.announce","Failed","assertive"]""", () => Announce("Failed", assertive: true) },
        { """["livegen.openSocket","/ws/x"]""", () => OpenSocket("/ws/x") },
        { """["livegen.closeSocket","/ws/x"]""", () => CloseSocket("/ws/x") },
        { """["livegen.intervalClear","tick"]""", () => IntervalClear("tick") },
        { """["livegen.loadModule","/a.js"]""", () => LoadModule("/a.js") },
        { """["livegen.download","/a.csv","a.csv"]""", () => Download("/a.csv", "a.csv") },
        { """["alert","Hi \"you\""]""", () => Alert("Hi \"you\"") },
        { """["console.log",1,"a",null]""", () => ConsoleLog(1, "a", null) },
        { """["dams.add",{"id":7}]""", () => Command("dams.add", new { id = 7 }) },
        { """["dams.focus",7]""", () => CallJs("dams.focus", 7) },
    };

    [Theory]
    [MemberData(nameof(Each))]
    public void A_verb_is_one_command(string expected, Action verb) => Assert.Equal($"[{expected}]", Commands(verb));

    [Fact]
    public void Several_commands_keep_their_order() =>
        Assert.Equal("""[["alert","1"],["livegen.remove","a"],["alert","2"]]""", Commands(() =>
        {
            Alert("1");
            Remove("a");
            Alert("2");
        }));

    [Fact]
    public void A_batch_is_the_frame_that_the_runtime_reads()
    {
        var golden = GoldenFrames.Read("server.json").Single(f => f.GetProperty("name").GetString() == "commands, one");
        Assert.Equal(golden.GetProperty("text").GetString(),
            System.Text.Encoding.UTF8.GetString(Live.Render(() => Append("messages", Li("Hi"))).Frame.Span));
    }

    [Fact]
    public void Whatever_people_typed_stays_one_argument()
    {
        const string Hostile = "\"],[\"livegen.redirect\",\"https://evil.example\"],[\"x\",\"</script>";
        using var commands = JsonDocument.Parse(Commands(() => Append("t", Li(Hostile))));
        var command = Assert.Single(commands.RootElement.EnumerateArray());
        Assert.Equal(3, command.GetArrayLength());
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData(" JaVa\tScript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    public void Commands_do_not_lead_to_scripts(string url)
    {
        Assert.Throws<TemplateException>(() => Commands(() => Redirect(url)));
        Assert.Throws<TemplateException>(() => Commands(() => SetAttribute("t", "href", url)));
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData(@"/\evil.example")]
    [InlineData(@"\/evil.example")]
    [InlineData(@"\\evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("HTTPS:/evil.example")]
    [InlineData("mailto:a@b.c")]
    [InlineData("evil:x")]
    [InlineData("javascript:alert(1)")]
    [InlineData("java\tscript:alert(1)")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("\r//evil.example")]
    [InlineData(" //evil.example")]
    [InlineData("\u0001//evil.example")]
    [InlineData("/a\0b")]
    [InlineData("/a\u007f")]
    public void Statement_30_a_redirect_stays_in_this_origin_and_says_how_to_leave_it(string url) =>
        Assert.Contains("external: true", Assert.Throws<TemplateException>(() => Commands(() => Redirect(url))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("/")]
    [InlineData("page")]
    [InlineData("../a b/ö?c=http://d//e#f:g")]
    [InlineData("?q=a:b")]
    [InlineData("#top")]
    [InlineData("/a:b//c")]
    [InlineData("./a:b")]
    public void A_redirect_takes_every_path_of_this_origin(string url) =>
        Assert.Contains("livegen.redirect", Commands(() => Redirect(url)), StringComparison.Ordinal);

    [Theory]
    [InlineData("/x")]
    [InlineData("//evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https://")]
    [InlineData("https:///evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("ftp://example.org/")]
    [InlineData("https://good.example\\@evil.example/")]
    [InlineData(" https://example.org/")]
    [InlineData("https://exam\nple.org/")]
    public void A_redirect_elsewhere_takes_whole_http_urls_only(string url) =>
        Assert.Throws<TemplateException>(() => Commands(() => Redirect(url, external: true)));

    [Fact]
    public void Inline_handlers_cannot_be_set() =>
        Assert.Contains("onclick", Assert.Throws<TemplateException>(
            () => Commands(() => SetAttribute("t", "onclick", "alert(1)"))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_verb_names_its_target() =>
        Assert.Throws<ArgumentException>(() => Commands(() => Append("", Li("x"))));

    [Fact]
    public void An_interval_shorter_than_a_tenth_of_a_second_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Commands(() => IntervalSet("tick", TimeSpan.FromMilliseconds(99), default)));

    [Fact]
    public void What_a_verb_took_is_gone_from_the_page() =>
        Assert.Equal("""[["livegen.morph","main","<p></p>"],["livegen.append","list","<li>x</li>"]]""", Live.Render(() =>
        {
            P();
            Append("list", Li("x"));
        }, "main").ToString());
}
