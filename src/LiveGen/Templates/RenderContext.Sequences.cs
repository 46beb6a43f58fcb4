using System.Runtime.InteropServices;

namespace LiveGen.Templates;

// Sequences of elements, lazy or made before.
sealed partial class RenderContext
{
    /// <summary>
    /// Writes a sequence side by side. Elements of a lazy sequence write themselves as it is enumerated; those of a
    /// collection stand at the end of the buffer already.
    /// </summary>
    public Element Sequence(IEnumerable<Element> elements, string? separator)
    {
        if (separator is null)
            return Adjacent(elements);
        if (elements is ICollection<Element> made)
            return Separated([.. made], separator);
        var start = Html.Length;
        var any = false;
        using var items = elements.GetEnumerator();
        while (true)
        {
            // The separator must stand before the element, which is written when it is asked for.
            var before = Html.Length;
            if (any)
                HtmlText.Write(Html, separator);
            var from = Html.Length;
            if (!items.MoveNext())
            {
                Drop(before, from);
                return Group(start);
            }
            var item = items.Current;
            if (item.IsEmpty)
                Drop(before, from);
            else
                RequireJustWritten(item.Range, from);
            any |= !item.IsEmpty;
        }
    }

    // Takes the separator back; an element that was written and not handed over goes with it.
    void Drop(int before, int from)
    {
        if (Html.Length > from)
            TakeOut(before);
        else
            Html.Truncate(before);
    }

    void RequireJustWritten(HtmlRange range, int from)
    {
        RequireStanding(range);
        if (range.Start != from || range.End != Html.Length)
            ThrowMisplaced(range.Start, range.End);
    }

    Element Adjacent(IEnumerable<Element> elements)
    {
        var range = Together(elements);
        if (range.End != Html.Length || range.Start < _contentStart)
            ThrowMisplaced(range.Start, range.End);
        return Group(range.Start);
    }

    /// <summary>Enumerates a sequence whose elements stand side by side, wherever that is.</summary>
    public HtmlRange Together(IEnumerable<Element> elements)
    {
        var start = Html.Length;
        var end = start;
        foreach (var item in elements)
        {
            if (item.IsEmpty)
                continue;
            RequireStanding(item.Range);
            if (item.Range.Start < start && end == start)
                start = end = item.Range.Start; // made before this call, at the end of what was written then
            if (item.Range.Start != end)
                ThrowMisplaced(item.Range.Start, item.Range.End);
            end = item.Range.End;
        }
        return new HtmlRange(start, end, _epochBits);
    }

    /// <summary>Writes contents with a text between each two; those that are empty are left out with their separator.</summary>
    public Element Separated(ReadOnlySpan<Content> contents, string separator)
    {
        var pieces = new List<Content>(contents.Length * 2);
        foreach (ref readonly var content in contents)
        {
            if (content.IsEmpty)
                continue;
            if (pieces.Count > 0)
                pieces.Add(separator);
            pieces.Add(content);
        }
        return Fragment(CollectionsMarshal.AsSpan(pieces));
    }
}
