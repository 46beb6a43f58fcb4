namespace LiveGen.Faults.Nodes;

/// <summary>Shows the state of its groups and opens their socket.</summary>
sealed class FaultPage(AppState state)
{
    public void View(string groups)
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        Head(Title("Groups"), Link(rel: "icon", href: "/favicon.ico"));
        using var body = Body().Open();
        var socket = Sockets.Connect<FaultConsumer>(new { groups });
        foreach (var group in groups.Split(FaultConsumer.Separator))
            P(group, id: group, attrs: [("data-last", state[group])]);
        var key = Input(id: "key");
        Button("Echo", id: "echo", onclick: socket.Callback<Echo>(key));
        Button("Repeat", id: "repeat", onclick: socket.Callback<Repeat>(key));
    }
}
