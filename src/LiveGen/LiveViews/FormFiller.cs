using System.Net;
using System.Text;
using System.Text.Json;
using LiveGen.Commands;
using LiveGen.Templates;
using Microsoft.AspNetCore.Http;

namespace LiveGen.LiveViews;

/// <summary>
/// Puts what was posted, and what is wrong with it, into a page's HTML. There, and not in the templates: they say what the server
/// knows, in whatever style, and need not know of posts.
/// </summary>
sealed class FormFiller(RefusedForm form, string html, PathString pathBase)
{
    readonly List<HtmlTagText> _tags = HtmlTagText.In(html);
    readonly List<(int Start, int End, string Html)> _changes = [];
    readonly HashSet<string> _shown = new(StringComparer.OrdinalIgnoreCase);
    readonly Dictionary<string, int> _used = [];
    bool _hasFocus;

    public string Fill()
    {
        var start = _tags.FindIndex(tag => tag.Name == "form" && IsPosted(tag));
        if (start < 0)
            return WithRest(_tags.FirstOrDefault(tag => tag.Name == "body")?.End ?? 0);
        var end = _tags.FindIndex(start, tag => tag.Name == "/form") is >= 0 and var found ? found : _tags.Count;
        var id = _tags[start]["id"];
        var mine = Enumerable.Range(0, _tags.Count).Where(i => i > start && i < end ? !_tags[i].Has("form") : id is not null && _tags[i]["form"] == id).ToList();
        // Errors first: fields refer to them.
        var places = mine.Where(i => _tags[i].Has("data-livegen-error")).ToList();
        foreach (var i in mine.Except(places))
            FillField(i, places);
        foreach (var i in places.Where(i => _tags[i]["data-livegen-error"] is { Length: > 0 }))
            Say(i, ErrorsOf(_tags[i]["data-livegen-error"]!));
        foreach (var i in places.Where(i => _tags[i]["data-livegen-error"] is ""))
            Say(i, form.Errors.Where(error => !_shown.Contains(error.Key)).ToList());
        return WithRest(_tags[start].End);
    }

    bool IsPosted(HtmlTagText tag)
    {
        if (tag["action"] is not { } action || SealedPath.Of(action, pathBase) != form.Action)
            return false;
        var hidden = _tags.SkipWhile(other => other != tag).FirstOrDefault(other => other["name"] == PlainForms.Field)?["value"];
        return hidden is not null && JsonElement.Parse(hidden).GetProperty("args").GetRawText() == form.Args;
    }

    void FillField(int i, List<int> places)
    {
        var tag = _tags[i];
        if (tag["name"] is not { Length: > 0 } name || name.StartsWith("__", StringComparison.Ordinal))
            return;
        switch (tag.Name)
        {
            case "input" when (tag["type"] ?? "text") is not ("hidden" or "password" or "file" or "submit" or "button" or "image" or "reset") && !tag.Has("disabled"):
                if (tag["type"] is "checkbox" or "radio")
                    tag.Set("checked", form.Values[name].Contains(tag["value"] ?? "on") ? "" : null);
                else if (Next(name) is { } value)
                    tag.Set("value", value);
                break;
            case "textarea" when !tag.Has("disabled") && Next(name) is { } text:
                // The parser drops one line break at the start.
                _changes.Add((tag.End, _tags[i + 1].Start, "\n" + WebUtility.HtmlEncode(text)));
                break;
            case "select" when !tag.Has("disabled"):
                Choose(i, form.Values[name]!);
                break;
            case not ("input" or "textarea" or "select"):
                return;
        }
        if (tag["type"] is not "hidden" && ErrorsOf(name).Count > 0)
            Mark(tag, name, places);
        _changes.Add((tag.Start, tag.End, tag.ToHtml()));
    }

    // Several fields of one name: each gets its own.
    string? Next(string name)
    {
        var values = form.Values[name];
        var index = _used.GetValueOrDefault(name);
        _used[name] = index + 1;
        return index < values.Count ? values[index] : null;
    }

    void Choose(int select, IReadOnlyList<string> values)
    {
        for (var i = select + 1; i < _tags.Count && _tags[i].Name != "/select"; i++)
        {
            var option = _tags[i];
            if (option.Name != "option")
                continue;
            var text = i + 1 < _tags.Count ? html[option.End.._tags[i + 1].Start] : html[option.End..];
            option.Set("selected", values.Contains(option["value"] ?? WebUtility.HtmlDecode(text).Trim()) ? "" : null);
            _changes.Add((option.Start, option.End, option.ToHtml()));
        }
    }

    void Mark(HtmlTagText field, string name, List<int> places)
    {
        field.Set("aria-invalid", "true");
        var place = places.Select(i => _tags[i]).FirstOrDefault(tag => Same(tag["data-livegen-error"]!, name));
        if (place?["id"] is { } id && field["aria-describedby"]?.Split(' ').Contains(id) != true)
            field.Set("aria-describedby", $"{field["aria-describedby"]} {id}".Trim());
        if (!_hasFocus)
            field.Set("autofocus", "");
        _hasFocus = true;
    }

    void Say(int place, List<KeyValuePair<string, string[]>> errors)
    {
        if (errors.Count == 0)
            return;
        _changes.Add((_tags[place].End, _tags[place].End, WebUtility.HtmlEncode(string.Join(' ', errors.SelectMany(error => error.Value)))));
        _shown.UnionWith(errors.Select(error => error.Key));
    }

    // A list's error stands at its field: "Extras[1]" is one of the boxes named "Extras".
    List<KeyValuePair<string, string[]>> ErrorsOf(string name) => [.. form.Errors.Where(error => error.Key.Length > 0 && Same(name, error.Key))];

    static bool Same(string name, string error) => name.Equals(error, StringComparison.OrdinalIgnoreCase)
        || error.StartsWith(name + "[", StringComparison.OrdinalIgnoreCase) && error.EndsWith(']') && !error.AsSpan(name.Length).Contains('.');

    // Nobody is left without a word: what no place takes stands ahead of everything.
    string WithRest(int at)
    {
        var rest = form.Errors.Where(error => !_shown.Contains(error.Key)).SelectMany(error => error.Value).ToList();
        if (rest.Count > 0)
            _changes.Add((at, at, $"<p role=\"alert\">{WebUtility.HtmlEncode(string.Join(' ', rest))}</p>"));
        var filled = new StringBuilder();
        var from = 0;
        foreach (var (start, end, text) in _changes.OrderBy(change => change.Start).ThenBy(change => change.End))
        {
            filled.Append(html, from, start - from).Append(text);
            from = end;
        }
        return filled.Append(html, from, html.Length - from).ToString();
    }
}
