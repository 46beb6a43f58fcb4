using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using LiveGen.Commands;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LiveGen.LiveViews;

/// <summary>
/// The fields of a posted form as JSON, by their names as the runtime reads them: <c>Address.Street</c> is a member of
/// <c>Address</c>, <c>Lines[0]</c> the first of a list. Everything is text here; <see cref="FormReader"/> knows the types.
/// </summary>
sealed partial class PlainFormValues
{
    // ASP.NET Core's own fields, ours, and a page's that begin so are not the record's.
    const string Hidden = "__";

    readonly IFormCollection _form;
    readonly List<IFormFile> _files = [];

    public PlainFormValues(IFormCollection form) => _form = form;

    /// <summary>The value of one field; where none has that name, the whole form.</summary>
    public string FieldJson(string name) =>
        _form.ContainsKey(name) || _form.Files.Any(file => file.Name == name) ? JsonOf(name) : FormJson();

    /// <summary>An object of all fields.</summary>
    public string FormJson()
    {
        var root = new Node();
        foreach (var name in _form.Keys.Concat(_form.Files.Select(file => file.Name)).Distinct())
        {
            if (name.StartsWith(Hidden, StringComparison.Ordinal))
                continue;
            var steps = Step().Matches(name);
            var node = root;
            foreach (Match step in steps)
                node = node.Child(step.Value);
            node.Json = JsonOf(name);
        }
        return root.ToJson();
    }

    /// <summary>Gives the files the names that stand in the JSON.</summary>
    public void UseFiles(HttpRequest request)
    {
        var files = new FormFileCollection();
        for (var i = 0; i < _files.Count; i++)
        {
            var file = _files[i];
#pragma warning disable CA2000 // The form's, which the request disposes.
            files.Add(new FormFile(file.OpenReadStream(), 0, file.Length, PartName(i), UploadFileName.Clean(file.FileName))
            {
                Headers = new HeaderDictionary(),
                ContentType = MediaType.Clean(file.ContentType),
            });
#pragma warning restore CA2000
        }
        request.HttpContext.Features.Set<IFormFeature>(new FormFeature(new FormCollection([], files)));
    }

    static string PartName(int index) => string.Create(CultureInfo.InvariantCulture, $"f{index}");

    string JsonOf(string name)
    {
        var files = _form.Files.Where(file => file.Name == name).ToList();
        if (files.Count > 0)
        {
            var first = _files.Count;
            _files.AddRange(files);
            return JsonSerializer.Serialize(Enumerable.Range(first, files.Count).Select(PartName));
        }
        var values = _form[name];
        return values.Count == 1 ? JsonSerializer.Serialize(values.ToString()) : JsonSerializer.Serialize(values.ToArray());
    }

    [GeneratedRegex(@"\[\d{1,6}|[^.\[\]]+")]
    private static partial Regex Step();

    sealed class Node
    {
        readonly Dictionary<string, Node> _members = [];
        readonly SortedDictionary<int, Node> _items = [];

        public string? Json { private get; set; }

        public Node Child(string step)
        {
            if (step[0] != '[')
                return _members.TryGetValue(step, out var member) ? member : _members[step] = new Node();
            var index = int.Parse(step.AsSpan(1), CultureInfo.InvariantCulture);
            return _items.TryGetValue(index, out var item) ? item : _items[index] = new Node();
        }

        // Rows that were taken out leave no holes.
        public string ToJson() => Json ?? (_items.Count > 0
            ? $"[{string.Join(',', _items.Values.Select(item => item.ToJson()))}]"
            : $"{{{string.Join(',', _members.Select(member => $"{JsonSerializer.Serialize(member.Key)}:{member.Value.ToJson()}"))}}}");
    }
}
