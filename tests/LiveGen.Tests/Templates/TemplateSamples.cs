using Xunit;
using static LiveGen.Tests.Templates.Rendered;

namespace LiveGen.Tests.Templates;

/// <summary>The samples of docs/templates.md, which are copied from here; each with what it renders.</summary>
public sealed class TemplateSamples
{
    static readonly string s_name = "ADA"[..1] + "da";
    static readonly string? s_error = Environment.GetEnvironmentVariable("a variable that nobody sets");
    static readonly List<Room> s_rooms = [new("lobby", 3), new("attic", 0)];

    sealed record Room(string Name, int People);

    [Fact]
    public void Statements() => Is("<main><h1>Rooms</h1><p>Choose one.</p></main>", () =>
    {
        using (Main().Open())
        {
            H1("Rooms");
            P("Choose one.");
        }
    });

    [Fact]
    public void Expressions() => Is("<main><h1>Rooms</h1><p>Choose <b>one</b>.</p></main>", () =>
    {
        Main(H1("Rooms"), P("Choose ", B("one"), "."));
    });

    [Fact]
    public void Mixed() => Is("<table><tr><td>lobby</td><td>3</td></tr><tr><td>attic</td><td>0</td></tr></table>", () =>
    {
        using (Table().Open())
            foreach (var room in s_rooms)
                Tr(Td(room.Name), Td(room.People));
    });

    [Fact]
    public void Whole_page() => Is(
        """<!DOCTYPE html><html lang="en"><head><title>Rooms</title></head><body><h1>Rooms</h1></body></html>""",
        () =>
        {
            Doctype();
            using var html = Html(lang: "en").Open();
            Head(Title("Rooms"));
            using var body = Body().Open();
            H1("Rooms");
        });

    [Fact]
    public void Children() => Is("""<p id="h" class="hint">a<b>x</b>3</p><p id="i">1<b>2</b>345</p>""", () =>
    {
        P("a", B("x"), 3, id: "h", @class: "hint");         // up to four children, then attributes
        P([1, B("2"), 3, 4, 5], id: "i");                   // any number, as a collection expression
    });

    [Fact]
    public void Sequences() => Is(
        """<ul id="rooms"><li>lobby</li><li>attic</li></ul><ul><li>lobby</li><li>attic</li></ul><p><b>lobby</b>, <b>attic</b></p>""",
        () =>
        {
            Ul(s_rooms.Select(room => Li(room.Name)), id: "rooms");
            Ul(Each(s_rooms, room => Li(room.Name)));
            P(Join(", ", s_rooms.Select(room => B(room.Name))));
        });

    [Fact]
    public void Conditions() => Is("<p>Hello <b>Ada</b></p><p></p>", () =>
    {
        P("Hello ", s_name.Length > 0 ? B(s_name) : null);
        P(s_error);                                          // null writes nothing
    });

    [Fact]
    public void Interpolation() => Is("<p>Hello <b>Ada</b>, 3 &lt; 4.50</p>", () =>
    {
        P($"Hello {B(s_name)}, {3} < {4.5:0.00}");
    });

    [Fact]
    public void Components() => Is(
        """<section class="card"><h2>One</h2><p>first</p></section><dl><dt>a</dt><dd>1</dd><dt>b</dt><dd>2</dd></dl>""" +
        """<div class="frame"><div class="inner"><p>second</p></div></div>""",
        () =>
        {
            Card("One", P("first"));
            Dl(Term("a", 1), Term("b", 2));
            Framed(() => P("second"));

            static Element Card(string title, Content body) => Section(H2(title), body, @class: "card");

            static Element Term(string name, Content value) => Fragment(Dt(name), Dd(value));

            static void Framed(Action content)
            {
                using (Div(@class: "frame").Open())
                using (Div(@class: "inner").Open())
                    content();
            }
        });

    [Fact]
    public void Attributes() => Is(
        """<input id="n" type="number" value="3" required max="10"><a href="/rooms?from=1&amp;to=2">Rooms</a>""" +
        """<p class="message own" style="width:40%;--row:3" data-id="7" aria-level="2" itemprop="name" itemscope></p>""",
        () =>
        {
            Input(id: "n", type: "number", value: 3, required: true, max: 10, placeholder: null);
            A("Rooms", href: "/rooms?from=1&to=2");
            P(
                @class: ["message", ("own", s_name == "Ada"), ("unread", s_name == "Bob")],
                style: [("width", "40%"), ("--row", 3)],
                data: [("id", 7)],
                aria: [("level", 2)],
                attrs: [("itemprop", "name"), ("itemscope", true)]);
        });

    [Fact]
    public void Custom_elements() => Is(
        """<dam-map id="map" tabindex="0" aria-label="Map" data-livegen-ignore="true" extent="-124.8,24.4,-66.9,49.4"><p>It needs JavaScript.</p></dam-map>""",
        () =>
        {
            CustomElement("dam-map", P("It needs JavaScript."), id: "map", tabindex: 0, ariaLabel: "Map",
                data: [("livegen-ignore", true)], attrs: [("extent", "-124.8,24.4,-66.9,49.4")]);
        });

    [Fact]
    public void Encoding() => Is("<p title=\"&lt;b&gt;\">&lt;b&gt;</p><a>x</a><hr>", () =>
    {
        P("<b>", title: "<b>");
        A("x", href: "javascript:alert(1)");                 // left out; an error in development
        Raw("<hr>"u8);                                       // as it stands: you vouch for it
    });

    [Fact]
    public void Others() => Is("a &lt; b<!-- seen by everyone --><pre class=\"livegen-dump\">3</pre>", () =>
    {
        Text("a < b");
        Comment(" seen by everyone ");
        Dump(3);
    });

    [Fact]
    public void Rendering_by_hand()
    {
        var html = Live.RenderHtml(() => P("hi"));
        var batch = Live.Render(() => P("hi"), target: "content");
        Assert.Equal("<p>hi</p>", html);
        Assert.Equal("""[["livegen.morph","content","<p>hi</p>"]]""", batch.ToString());
    }

    [Fact]
    public async Task Awaiting()
    {
        var batch = await Live.RenderAsync(async () =>
        {
            using var list = Ul().Open();
            foreach (var room in await LoadRoomsAsync())
                Li(room.Name);
        }, target: "rooms");
        Assert.Equal("""[["livegen.morph","rooms","<ul><li>lobby</li><li>attic</li></ul>"]]""", batch.ToString());

        static async Task<List<Room>> LoadRoomsAsync()
        {
            await Task.Yield();
            return s_rooms;
        }
    }
}
