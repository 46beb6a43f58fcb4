using System.Runtime.CompilerServices;

namespace LiveGen.Templates;

/// <summary>
/// The elements that a sequence's template returns. Mostly it has just written them, so they stand in their place; those
/// that it made before the sequence began must be all that stands in front of it, in their order.
/// </summary>
ref struct EachWriter(RenderContext render)
{
    readonly int _mark = render.Html.Length;
    int _start = render.Html.Length;
    int _end = -1;

    /// <summary>Takes what the template returned.</summary>
    /// <param name="before">What the render held before the template was asked.</param>
    /// <param name="element">What it returned.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(int before, Element element)
    {
        if (element.Range.Start < before && !element.IsEmpty)
            TakeEarlier(element.Range);
    }

    /// <summary>The whole sequence.</summary>
    public readonly Element End()
    {
        if (_end >= 0 ? _end != _mark || _start < render.ContentStart : render.Html.Length < _mark)
            render.ThrowMisplaced(_start, _end);
        return render.Group(_start);
    }

    void TakeEarlier(HtmlRange range)
    {
        render.RequireStanding(range);
        if (render.Html.Length != _mark || (_end >= 0 && range.Start != _end))
            render.ThrowMisplaced(range.Start, range.End);
        if (_end < 0)
            _start = range.Start;
        _end = range.End;
    }
}
