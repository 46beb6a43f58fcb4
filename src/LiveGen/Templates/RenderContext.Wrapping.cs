namespace LiveGen.Templates;

// A plugin writes around a part of what is rendered, as a layout does around its page.
sealed partial class RenderContext
{
    /// <summary>The application's plugins; null when it has none.</summary>
    public Plugins? Plugins { get; private set; }

    /// <summary>Sets aside what was written so far; the result stands for the part that is wrapped.</summary>
    public Content BeginWrap()
    {
        Complete();
        (Html, _body) = (_body, Html);
        KeepIds();
        _lastTag = NoTag;
        BeginEpoch(0);
        _bodyNumber = _epoch;
        return Content.PageBody(_bodyNumber);
    }

    /// <summary>Puts what was written around the part, and that between what stood around it.</summary>
    public void EndWrap(int start, int end)
    {
        Complete();
        var place = Html.WrittenSpan.IndexOf(BodyMark);
        if (place < 0 || Html[(place + BodyMark.Length)..].IndexOf(BodyMark) >= 0)
            throw new TemplateException(
                $"it uses the content {(place < 0 ? "nowhere, so that would be lost" : "twice")}. Write it once: Div(content, @class: \"frame\").");
        Html.Splice(place, BodyMark.Length, _body[start..end]);
        Html.Splice(0, 0, _body[..start]);
        Html.Write(_body[end..]);
        _body.Clear();
        _bodyNumber = 0;
    }
}
