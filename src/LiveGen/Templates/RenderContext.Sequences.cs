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
            return Separated(made, separator);
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
                Html.Truncate(before);
                return new Element(start, before);
            }
            var item = items.Current;
            if (item.IsEmpty)
                Html.Truncate(before);
            else if (item.Start != from || item.End != Html.Length)
                ThrowMisplaced(item.Start, item.End);
            any |= !item.IsEmpty;
        }
    }

    Element Adjacent(IEnumerable<Element> elements)
    {
        var start = Html.Length;
        var end = start;
        foreach (var item in elements)
        {
            if (item.IsEmpty)
                continue;
            if (item.Start < start && end == start)
                start = end = item.Start; // made before this call, at the end of what was written then
            if (item.Start != end)
                ThrowMisplaced(item.Start, item.End);
            end = item.End;
        }
        if (end != Html.Length || start < _contentStart)
            ThrowMisplaced(start, end);
        return new Element(start, end);
    }

    Element Separated(ICollection<Element> elements, string separator)
    {
        var pieces = new List<Content>(elements.Count * 2);
        foreach (var item in elements)
        {
            if (item.IsEmpty)
                continue;
            if (pieces.Count > 0)
                pieces.Add(separator);
            pieces.Add(item);
        }
        return Fragment(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(pieces));
    }
}
