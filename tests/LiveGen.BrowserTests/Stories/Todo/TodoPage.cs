using System.ComponentModel.DataAnnotations;

namespace LiveGen.BrowserTests.Stories.Todo;

public enum Show
{
    All,
    Active,
    Completed,
}

/// <summary>A list of things to do. Each action changes the list; the page's own view shows it behind them.</summary>
static class TodoPage
{
    public static void View(string list, TodoLists lists, Show show = Show.All)
    {
        var items = lists[list].Items;
        StoryLayout.Heading("Todos");
        Label("What needs to be done?", @for: "new");
        Input(id: "new", autofocus: true, onkeyup: Callback(Add, list, This, when: Key.Enter, clear: true));
        if (items.Count == 0)
            return;

        Label(Input(id: "toggle-all", type: "checkbox", @checked: items.All(todo => todo.Done), onchange: Callback(ToggleAll, list, This)),
            " Mark all as complete");
        using (Ul(id: "todos").Open())
            foreach (var todo in items.Where(todo => show == Show.All || todo.Done == (show == Show.Completed)))
                using (Li(id: $"todo-{todo.Id}", data: [("done", todo.Done ? "" : null)]).Open())
                    Item(list, todo);

        var left = items.Count(todo => !todo.Done);
        P(B(left), left == 1 ? " item left" : " items left", id: "left");
        Nav(Join(" ", Enum.GetValues<Show>().Select(filter =>
            A(filter.ToString(), id: $"show-{filter}", href: Url(View, new { list, show = filter }), ariaCurrent: filter == show))), ariaLabel: "Filter");
        if (left < items.Count)
            Button("Clear completed", id: "clear-completed", onclick: Callback(ClearCompleted, list));
    }

    public static void Add(string list, [Length(1, 100, ErrorMessage = "Please write something to do.")] string text, TodoLists lists) =>
        lists[list].Add(text);

    public static void Toggle(string list, int id, bool done, TodoLists lists) => lists[list].Change(id, todo => todo with { Done = done });

    public static void ToggleAll(string list, bool done, TodoLists lists) => lists[list].MarkAll(done);

    public static void Delete(string list, int id, TodoLists lists) => lists[list].Remove(todo => todo.Id == id);

    public static void ClearCompleted(string list, TodoLists lists) => lists[list].Remove(todo => todo.Done);

    /// <summary>Makes one item a field, in its place.</summary>
    public static void Edit(string list, int id, TodoLists lists)
    {
        using (Target($"todo-{id}"))
            Input(id: "edit", value: lists[list].Items.First(todo => todo.Id == id).Text, ariaLabel: "Edit todo",
                onkeyup: Callback(Save, list, id, This, when: Key.Enter),
                onkeydown: Callback(Cancel, list, when: Key.Escape));
        Focus("edit");
    }

    public static void Save(string list, int id, string text, TodoLists lists)
    {
        if (text.Length > 0)
            lists[list].Change(id, todo => todo with { Text = text });
        else
            lists[list].Remove(todo => todo.Id == id);
    }

    /// <summary>Changes nothing: the view behind it shows the list as it is.</summary>
    public static void Cancel(string list) => _ = list;

    static void Item(string list, TodoItem todo)
    {
        Input(id: $"done-{todo.Id}", type: "checkbox", @checked: todo.Done, ariaLabel: $"Done: {todo.Text}",
            onchange: Callback(Toggle, list, todo.Id, This));
        Span(todo.Text, id: $"text-{todo.Id}", ondblclick: Callback(Edit, list, todo.Id));
        Button("Delete", id: $"delete-{todo.Id}", ariaLabel: $"Delete {todo.Text}", onclick: Callback(Delete, list, todo.Id));
    }
}
