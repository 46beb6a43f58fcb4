namespace LiveGen.Benchmarks.Rendering;

/// <summary>An entry of the page's list.</summary>
sealed record Item(int Number, string Key, string Url, string Name, string Text, bool IsNew)
{
    public string Class { get; } = IsNew ? "item new" : "item";
}

/// <summary>An entry of the page's navigation.</summary>
sealed record Link(string Url, string Name);

/// <summary>The page: navigation, 50 items and a form; the same for every renderer and every run.</summary>
static class PageData
{
    static readonly string[] s_names = ["Old oak", "River & bank", "Three beavers", "Lodge", "Birch <young>", "Mud", "Willow", "Pond"];
    static readonly string[] s_texts = ["Seen last week, still standing.", "Needs a second look before winter.", "Done & checked."];

    public static Link[] Links { get; } =
        [new("/", "Home"), new("/dams", "Dams"), new("/dams/new", "New dam"), new("/people", "People"), new("/about", "About us")];

    public static Item[] Items { get; } = [.. Enumerable.Range(1, 50).Select(Make)];

    static Item Make(int i) => new(
        i * 311, $"item-{i}", $"/items/{i}", $"{s_names[i % s_names.Length]} {i}", s_texts[i % s_texts.Length], i % 5 == 0);
}
