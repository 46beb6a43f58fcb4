namespace LiveGen.BrowserTests.Stories.KitchenSink;

/// <summary>What happened, and what the element held then.</summary>
public sealed record Happened(string What, string? Value = null);

public sealed record Raise;

/// <summary>One element for every kind of event; what reached the server is listed below them.</summary>
static class KitchenSinkPage
{
    /// <summary>An event that no browser has.</summary>
    public const string Custom = "story:custom";

    public static void Show()
    {
        StoryLayout.Heading("Kitchen sink");
        var sink = Sockets.Connect<KitchenSinkConsumer>();

        H2("Mouse and pointer");
        Button("Click", id: "click", onclick: sink.Callback<Happened>("click"));
        Button("Double-click", id: "dblclick", ondblclick: sink.Callback<Happened>("dblclick"));
        Button("Context menu", id: "menu", on: [("contextmenu", sink.Callback<Happened>("contextmenu"))]);
        Button("Press", id: "press", onpointerdown: sink.Callback<Happened>("pointerdown"), onpointerup: sink.Callback<Happened>("pointerup"));
        Button("Hover", id: "hover", onmouseenter: sink.Callback<Happened>("mouseenter"), onmouseleave: sink.Callback<Happened>("mouseleave"));

        H2("Keyboard and fields");
        Label("Typed", @for: "input");
        Input(id: "input", oninput: sink.Callback<Happened>("input", This), onchange: sink.Callback<Happened>("change", This));
        Label("Keys", @for: "keys");
        Input(id: "keys", onkeydown: sink.Callback<Happened>("keydown Ctrl+S", when: Key.Of("s").Ctrl), onkeyup: sink.Callback<Happened>("keyup Escape", when: Key.Escape));
        Label("Focus", @for: "focus");
        Input(id: "focus", onfocus: sink.Callback<Happened>("focus"), onblur: sink.Callback<Happened>("blur", This));
        Label("Paste", @for: "paste");
        Input(id: "paste", on: [("paste", sink.Callback<Happened>("paste"))], oninput: sink.Callback<Happened>("pasted", This));
        using (Form(id: "form", onsubmit: sink.Callback<Happened>("submit", ClientValue.Of("field"))).Open())
        {
            Label("Sent", @for: "field");
            Input(id: "field", name: "field");
            Button("Submit", type: "submit", id: "submit");
        }
        using (Details(id: "details", on: [("toggle", sink.Callback<Happened>("toggle"))]).Open())
        {
            Summary("More", id: "summary");
            P("Shown when open.");
        }

        H2("Drag and drop");
        P("Drag me", id: "dragged", draggable: true, ondragstart: sink.Callback<Happened>("dragstart", This));
        Div("Drop here", id: "place", @class: "place", ondrop: sink.Callback<Happened>("drop", This));

        H2("Events of our own");
        Button("Raise it", id: "raise", onclick: sink.Callback<Raise>());
        Div(id: "custom", data: [("value", "in the element")], on: [(Custom, sink.Callback<Happened>("custom", This))]);

        H2("What reached the server", id: "log-title");
        Ol(id: "log", ariaLabelledby: "log-title");
    }
}

/// <summary>Lists what happened in its page.</summary>
sealed class KitchenSinkConsumer : LiveGenWebSocketConsumer, IReceive<Happened>, IReceive<Raise>
{
    public ValueTask ReceiveAsync(Happened happened, CancellationToken ct)
    {
        Append("log", Li(happened.Value is { } value ? $"{happened.What}: {value}" : happened.What));
        return default;
    }

    public ValueTask ReceiveAsync(Raise message, CancellationToken ct)
    {
        Dispatch("custom", KitchenSinkPage.Custom, new { from = "server" });
        return default;
    }
}
