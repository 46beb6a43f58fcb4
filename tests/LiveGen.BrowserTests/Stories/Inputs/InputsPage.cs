using System.Globalization;
using LiveGen.BrowserTests.Runtime;
using Microsoft.AspNetCore.Http;

namespace LiveGen.BrowserTests.Stories.Inputs;

public enum Size
{
    Small,
    Medium,
    Large,
}

/// <summary>A file as it arrived.</summary>
public sealed record Arrived(string Name, string Type, string Text);

public sealed record Toppings(IReadOnlySet<string> Topping);

/// <summary>Every kind of field, a button that sends it, and what the server received, with its C# type.</summary>
static class InputsPage
{
    public static void Show()
    {
        StoryLayout.Heading("Inputs");
        using var table = Table().Open();
        Thead(Tr(Th("Field", scope: "col"), Th("Element", scope: "col"), Th("Send", scope: "col"), Th("Server value", scope: "col")));
        using var rows = Tbody().Open();

        Row<string>("text", id => Input(id: id, value: "Ægir \"quoted\" <b>"));
        Row<string>("search", id => Input(id: id, type: "search"));
        Row<string>("password", id => Input(id: id, type: "password", autocomplete: "off"));
        Row<string>("email", id => Input(id: id, type: "email", value: "ada@example.org"));
        Row<string>("tel", id => Input(id: id, type: "tel", value: "+49 30 1234"));
        Row<Uri>("url", id => Input(id: id, type: "url", value: "https://example.org/a?b=c"));
        Row<Guid>("hidden", id => Input(id: id, type: "hidden", value: Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e")));
        Row<decimal?>("number", id => Input(id: id, type: "number", step: "any", value: 1234.50m));
        Row<double>("range", id => Input(id: id, type: "range", min: 0, max: 10, step: 0.5, value: 2.5));
        Row<bool>("checkbox", id => Input(id: id, type: "checkbox", @checked: true));
        Row<string>("color", id => Input(id: id, type: "color", value: "#1a2b3c"));
        Row<DateOnly?>("date", id => Input(id: id, type: "date", value: new DateOnly(2026, 2, 3)));
        Row<TimeOnly?>("time", id => Input(id: id, type: "time", step: 1, value: new TimeOnly(4, 5, 6)));
        Row<DateTime?>("datetime-local", id => Input(id: id, type: "datetime-local", value: new DateTime(2026, 2, 3, 4, 5, 0)));
        Row<string?>("month", id => Input(id: id, type: "month", value: "2026-02"));
        Row<string?>("week", id => Input(id: id, type: "week", value: "2026-W06"));
        Row<Size?>("radio", id =>
        {
            var first = Input(id: id, name: "size", type: "radio", value: Size.Small.ToString());
            Each([Size.Medium, Size.Large], size =>
                Label(Input(name: "size", type: "radio", value: size.ToString(), id: id + size, @checked: size == Size.Medium), size.ToString()));
            return first;
        });
        Row<Toppings>("checkboxes", id =>
        {
            var form = Form(id: id, ariaLabel: "Toppings");
            using (form.Open())
                Each(["cheese", "olives", "onions"], topping =>
                    Label(Input(name: "topping", type: "checkbox", value: topping, id: topping, @checked: topping == "olives"), topping));
            return form;
        }, labelled: false);
        Row<Size>("select", id => Select(Each(Enum.GetValues<Size>(), size => Option(size.ToString(), selected: size == Size.Medium)), id: id));
        Row<List<int>>("select-multiple", id => Select(Each([1, 2, 3], n => Option(n, selected: n > 1)), id: id, multiple: true));
        Row<string>("textarea", id => Textarea("two\nlines", id: id));
        Row<string>("contenteditable", id => Div("edit me", id: id, contenteditable: true, role: "textbox", ariaLabel: "contenteditable"), labelled: false);
        Row("file", id => Input(id: id, type: "file"), file => Callback(GotFile, "file", file));
        Row("files", id => Input(id: id, type: "file", multiple: true), files => Callback(GotFiles, "files", files));
        Row<int>("output", id => Output(42, id: id, data: [("livegen-as", "number")]));
    }

    /// <summary>One handler for all of them: the type argument is what the field's text becomes.</summary>
    public static async Task Got<T>(string field, T value, Inbox inbox)
    {
        await inbox.AddAsync((field, (object?)value));
        Morph($"got-{field}", Code(Text(value)), " ", Small(NameOf(typeof(T))));
    }

    public static async Task GotFile(string field, IFormFile? file, Inbox inbox) =>
        await Got(field, file is null ? null : await ReadAsync(file), inbox);

    public static async Task GotFiles(string field, IReadOnlyList<IFormFile> files, Inbox inbox)
    {
        var arrived = new List<Arrived>();
        foreach (var file in files)
            arrived.Add(await ReadAsync(file));
        await Got(field, arrived, inbox);
    }

    static async Task<Arrived> ReadAsync(IFormFile file)
    {
        using var text = new StreamReader(file.OpenReadStream());
        return new(file.FileName, file.ContentType, await text.ReadToEndAsync());
    }

    static void Row<T>(string id, Func<string, Element> field, bool labelled = true) =>
        Row(id, field, element => Callback(Got<T>, id, element), labelled);

    static void Row(string id, Func<string, Element> field, Func<Element, Callback> send, bool labelled = true)
    {
        using var row = Tr().Open();
        Th(labelled ? Label(id, @for: id) : Span(id), scope: "row");
        Element element;
        using (Td().Open())
            element = field(id);
        Td(Button("Send", id: $"send-{id}", ariaLabel: $"Send {id}", onclick: send(element)));
        Td(id: $"got-{id}");
    }

    static string Text(object? value) => value switch
    {
        null => "nothing",
        Toppings { Topping: var names } => string.Join(", ", names),
        List<int> list => string.Join(", ", list),
        List<Arrived> files => string.Join(", ", files),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    static string NameOf(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? $"{inner.Name}?"
        : type.IsGenericType ? $"List<{type.GenericTypeArguments[0].Name}>" : type.Name;
}
