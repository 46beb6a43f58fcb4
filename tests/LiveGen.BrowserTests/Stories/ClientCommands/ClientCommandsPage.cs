using Microsoft.AspNetCore.Http;

namespace LiveGen.BrowserTests.Stories.ClientCommands;

/// <summary>One button for each thing that an action tells the page.</summary>
static class ClientCommandsPage
{
    public static void Show()
    {
        StoryLayout.Heading("Client commands");
        Button("Alert", id: "alert", onclick: Callback(Say, "This is an alert!"));
        Button("Alert, as a batch", id: "batch", onclick: Callback(SayBatch, "This is another!"));
        P(Button("Morph", id: "morph", onclick: Callback(Change)), " ", Span("Old content", id: "morphed"));
        P(Button("Remove", id: "remove", onclick: Callback(TakeAway)), " ", Span("Still here", id: "remove-me"));
        P(Button("Hide", id: "hide", onclick: Callback(HideIt)), " ", Span("Still displayed", id: "hide-me"));
        Button("Redirect", id: "redirect", onclick: Callback(Leave));
        Button("Redirect as a result", id: "result", onclick: Callback(LeaveByResult));
    }

    public static void Elsewhere(string? by)
    {
        StoryLayout.Heading("Elsewhere");
        P("Redirected by ", by);
    }

    public static void Say(string text) => Alert(text);

    public static CommandBatch SayBatch(string text) => Live.Render(() => Alert(text));

    public static void Change() => Morph("morphed", B("MORPHED!"));

    public static void TakeAway() => Remove("remove-me");

    public static void HideIt() => Hide("hide-me");

    public static void Leave() => Redirect(Url(Elsewhere, new { by = "command" }));

    public static IResult LeaveByResult() => Results.Redirect(Url(Elsewhere, new { by = "result" }));
}
