using System.Diagnostics.CodeAnalysis;

namespace LiveGen.Templates;

// Elements and targets that are open: what is written now is their content.
sealed partial class RenderContext
{
    record struct OpenScope(int Tag, string? Target, int OuterContentStart, int Serial);

    OpenScope[] _scopes = new OpenScope[8];
    int _depth;
    int _contentStart;

    /// <summary>Where the content of the innermost open element begins; what stands before it is no child any more.</summary>
    public int ContentStart => _contentStart;

    // Rises with every scope and is never reset: a scope that was kept too long finds another number in its place.
    int _serial;

    /// <summary>Takes back an element's closing tag and makes it the place where content goes.</summary>
    public Scope Open(Element element)
    {
        RequireStanding(element.Range);
        if (_lastTag == NoTag || _lastEnd != Html.Length || element.Range.End != Html.Length || element.IsEmpty)
            ThrowNotLast();
        var tag = Tag.ByNumber(_lastTag);
        if (tag.Kind is TagKind.Void or TagKind.RawText or TagKind.EscapableText)
            throw new TemplateException(
                $"<{tag.Name}> cannot be opened: it has no element content. Give it its attributes (and text) as arguments.");
        Html.Truncate(Html.Length - tag.CloseLength);
        if (tag.EatsNewline && Html[element.Range.Start..].IndexOf((byte)'>') == Html.Length - element.Range.Start - 1)
            Html.WriteByte((byte)'\n'); // nothing stands in it yet, so this is the one that the parser drops
        return Push(tag, null);
    }

    /// <summary>Makes what is written from here on the new content of another element of the page.</summary>
    public Scope OpenTarget(string target)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        return Push(null, target);
    }

    /// <summary>Closes an open element or target.</summary>
    public void Close(int depth, int serial)
    {
        if (depth > _depth || _scopes[depth - 1].Serial != serial)
            return; // closed before, or its render has ended
        if (depth < _depth)
            throw new TemplateException(
                $"{Describe(_scopes[_depth - 1])} is still open where {Describe(_scopes[depth - 1])} closes. " +
                "Open with using, innermost last, and do not write from two tasks at once.");
        ref readonly var scope = ref _scopes[--_depth];
        var start = _contentStart;
        _contentStart = scope.OuterContentStart;
        if (scope.Tag != NoTag)
        {
            Tag.ByNumber(scope.Tag).WriteClose(Html);
            _lastTag = NoTag;
        }
        else
        {
            AddMorph(scope.Target!, start);
        }
    }

    void RequireClosed()
    {
        if (_depth > 0)
            throw new TemplateException(
                $"{Describe(_scopes[_depth - 1])} was opened and never closed. " +
                "Write using (Div().Open()) { … } or using var div = Div().Open();");
    }

    Scope Push(Tag? tag, string? target)
    {
        if (_depth == _scopes.Length)
            Array.Resize(ref _scopes, _depth * 2);
        ref var scope = ref _scopes[_depth++];
        scope.Tag = tag?.Number ?? NoTag;
        scope.OuterContentStart = _contentStart;
        scope.Serial = ++_serial;
        if (scope.Target != target)
            scope.Target = target; // mostly null again; a reference is stored with the collector's help
        _contentStart = Html.Length;
        _lastTag = NoTag;
        return new Scope(this, _depth, _serial);
    }

    void ClearElements()
    {
        _depth = 0;
        _contentStart = 0;
        _lastTag = NoTag;
        _lastEnd = -1;
        ForgetAllIds();
        BeginEpoch(0);
    }

    static string Describe(OpenScope scope) => scope.Tag != NoTag ? $"<{Tag.ByNumber(scope.Tag).Name}>" : $"Target(\"{scope.Target}\")";

    [DoesNotReturn]
    static void ThrowNotLast() => throw new TemplateException(
        "Only the element that was just written can be opened. Write Div(id: \"x\").Open() in one expression; " +
        "a fragment cannot be opened.");
}
