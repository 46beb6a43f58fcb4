using System.Buffers;
using System.Runtime.CompilerServices;

namespace LiveGen.Templates;

// How elements come to stand around children that were written before them.
//
// C# evaluates arguments first, so when P("a", B("x")) runs, <b>x</b> stands at the end of the buffer already. An element
// writes its opening tag behind it and then turns the two around: each level moves its content once. Text waits in the
// Content and is written in place; only text between two elements needs the slow way.
sealed partial class RenderContext
{
    const int NoTag = -1;

    int _lastTag = NoTag;
    int _lastEnd = -1;
    string? _id;
    int _openTag;

    /// <summary>Writes the start of an opening tag; attributes follow. Returns where it stands.</summary>
    public int Begin(Tag tag)
    {
        _id = null;
        var mark = _openTag = Html.Length;
        tag.WriteOpen(Html, tag.OpenLength);
        return mark;
    }

    /// <summary>Ends the opening tag and writes children and closing tag.</summary>
    public Element End(Tag tag, int mark, in Content c0, in Content c1, in Content c2, in Content c3)
    {
        Html.WriteByte((byte)'>');
        var start = c0.Range.Start;
        var end = start;
        if (c0.IsRange && Follows(c0, ref end) && Follows(c1, ref end) && Follows(c2, ref end) && Follows(c3, ref end)
            && end == mark && start >= _contentStart && tag.HasOrdinaryContent)
        {
            // Elements as they were made and nothing else: no copy of the four.
            Html.RotateTail(start, Html.Length - mark);
            tag.WriteClose(Html);
            return Written(tag, start, _id);
        }
        return Finish(tag, mark, [c0, c1, c2, c3], _id);
    }

    /// <summary>Whether nothing is there, or an element of the current epoch that stands where the one before it ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    bool Follows(in Content child, ref int end)
    {
        if (child.IsNone)
            return true;
        if (!child.IsRange || child.Range.Start != end || child.Range.Epoch != _epochBits)
            return false;
        end = child.Range.End;
        return true;
    }

    /// <summary>Ends a void element.</summary>
    public Element EndVoid(Tag tag, int mark)
    {
        Html.WriteByte((byte)'>');
        return Written(tag, mark, _id);
    }

    /// <summary>Ends the opening tag of <c>script</c> or <c>style</c> and writes its text, which no reference can escape.</summary>
    /// <exception cref="TemplateException">The text would end the element early.</exception>
    public Element EndRawText(Tag tag, int mark, string? text)
    {
        Html.WriteByte((byte)'>');
        if (text is not null)
        {
            RequireRawText(tag, mark, text);
            HtmlText.WriteRaw(Html, text);
        }
        tag.WriteClose(Html);
        return Written(tag, mark, _id);
    }

    /// <summary>Writes contents side by side, without an element around them.</summary>
    public Element Fragment(ReadOnlySpan<Content> contents)
    {
        var mark = Html.Length;
        _id = null;
        var start = WriteChildren(mark, contents);
        return Group(start);
    }

    // Inlined by hand, and the range without a call: 197 to 181 µs for a table, when its cells still came this way.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Element Finish(Tag tag, int mark, ReadOnlySpan<Content> children, string? id)
    {
        var start = tag.HasOrdinaryContent ? WriteChildren(mark, children) : WriteSpecialChildren(tag, mark, children);
        tag.WriteClose(Html);
        return Written(tag, start, id);
    }

    int WriteSpecialChildren(Tag tag, int mark, ReadOnlySpan<Content> children)
    {
        if (tag.Kind == TagKind.EscapableText)
            RequireText(tag, mark, children);
        var start = WriteChildren(mark, children);
        if (tag.EatsNewline)
            GuardLeadingNewline(start);
        return start;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Element Written(Tag tag, int start, string? id)
    {
        var end = Html.Length;
        _lastTag = tag.Number;
        _lastEnd = end;
        return new Element(new HtmlRange(start, end, _epochBits), id);
    }

    /// <summary>
    /// Puts what stands from <paramref name="mark"/> on (an opening tag, or nothing) in front of the children, and writes
    /// the texts where they belong. Returns where the whole starts.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    int WriteChildren(int mark, ReadOnlySpan<Content> children)
    {
        for (var i = 0; i < children.Length; i++)
        {
            if (children[i].IsRange)
                return WrapRanges(mark, children, i);
            children[i].WriteTo(this);
        }
        return mark;
    }

    int WrapRanges(int mark, ReadOnlySpan<Content> children, int first)
    {
        // Mostly elements as they were made, one after another, and perhaps texts behind them.
        var start = children[first].Range.Start;
        var end = start;
        var last = first;
        for (; last < children.Length; last++)
        {
            ref readonly var child = ref children[last];
            if (!child.IsRange || child.Range.Start != end)
                break;
            RequireStanding(child.Range, mark);
            end = child.Range.End;
        }
        if (end != mark || HasRange(children[last..]))
            return Rearrange(mark, children, first);

        if (start < _contentStart)
            ThrowMisplaced(start, end, mark);
        Html.RotateTail(start, Html.Length - mark);
        for (; last < children.Length; last++)
            children[last].WriteTo(this);
        return start;
    }

    int Rearrange(int mark, ReadOnlySpan<Content> children, int first)
    {
        var start = children[first].Range.Start;
        var end = start;
        foreach (ref readonly var child in children[first..])
        {
            if (!child.IsRange)
                continue;
            if (child.Range.Start != end)
                return Reorder(mark, children, first);
            RequireStanding(child.Range, mark);
            end = child.Range.End;
        }
        if (end != mark || start < _contentStart)
            ThrowMisplaced(start, end, mark);
        Interleave(mark, children, first, start);
        return start;
    }

    static bool HasRange(ReadOnlySpan<Content> children)
    {
        foreach (ref readonly var child in children)
        {
            if (child.IsRange)
                return true;
        }
        return false;
    }

    /// <summary>
    /// Takes children in another order than they were made, such as a component's parameter behind its own heading:
    /// <c>Section(H2("…"), body)</c>. Together they must still be all that stands at the end.
    /// </summary>
    int Reorder(int mark, ReadOnlySpan<Content> children, int first)
    {
        var ranges = new List<(int Start, int End)>();
        foreach (ref readonly var child in children)
        {
            if (!child.IsRange)
                continue;
            RequireStanding(child.Range, mark);
            ranges.Add((child.Range.Start, child.Range.End));
        }
        ranges.Sort();
        for (var i = 0; i < ranges.Count; i++)
        {
            var next = i + 1 < ranges.Count ? ranges[i + 1].Start : mark;
            if (ranges[i].End != next || ranges[i].Start < _contentStart)
                ThrowMisplaced(ranges[i].Start, ranges[i].End, mark);
        }
        Interleave(mark, children, first, ranges[0].Start);
        return ranges[0].Start;
    }

    /// <summary>The slow way: lifts the children out and writes all pieces in order.</summary>
    void Interleave(int mark, ReadOnlySpan<Content> children, int first, int start)
    {
        var length = Html.Length - start;
        var lifted = ArrayPool<byte>.Shared.Rent(length);
        Html[start..].CopyTo(lifted);
        Html.Truncate(start);
        Html.Write(lifted.AsSpan(mark - start, length - (mark - start)));
        foreach (ref readonly var child in children[first..])
        {
            if (child.IsRange)
                Html.Write(lifted.AsSpan(child.Range.Start - start, child.Range.End - child.Range.Start));
            else
                child.WriteTo(this);
        }
        ArrayPool<byte>.Shared.Return(lifted);
    }

    /// <summary>Doubles a line break at the start of the content, because the parser drops the first.</summary>
    void GuardLeadingNewline(int start)
    {
        // The opening tag ends at the first '>': inside attributes it is encoded.
        var content = start + Html[start..].IndexOf((byte)'>') + 1;
        if (content < Html.Length && Html[content..][0] == (byte)'\n')
        {
            Html.WriteByte((byte)'\n');
            Html.RotateTail(content, 1);
        }
    }
}
