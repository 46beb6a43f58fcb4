using LiveGen.Commands;
using LiveGen.Wire;

namespace LiveGen.Templates;

// A form that calls an action is also one that a browser without scripts can post.
sealed partial class RenderContext
{
    Callback _submit;

    /// <summary>
    /// Writes the callback of a form, and for an action where and how the form is posted without the runtime. One for a socket nobody can
    /// take without it: then nothing is sent, and what was typed stays.
    /// </summary>
    public void Submit(Callback callback)
    {
        Event(" data-lg-submit='"u8, callback);
        var json = JsonOf(callback, inAttribute: true);
        var written = Html[_openTag..];
        var hasMethod = written.IndexOf(" method=\""u8) >= 0;
        if (written.IndexOf(" action=\""u8) >= 0)
            return; // the page's own way
        if (!json.StartsWith("{\"post\":"u8))
        {
            if (!hasMethod)
                Html.Write(" method=\"dialog\""u8); // a browser submits it nowhere, where a GET would load the page anew
            return;
        }
        var hasEncoding = written.IndexOf(" enctype=\""u8) >= 0;
        Text(" action=\""u8, PlainForms.UrlOf(json));
        if (!hasMethod)
            Html.Write(" method=\"post\""u8);
        if (!hasEncoding)
            Html.Write(" enctype=\"multipart/form-data\""u8); // what is in it is not known yet: it may be files
        _submit = callback;
    }

    /// <summary>Ends a form's opening tag, and writes what it posts beside its fields, its children and the closing tag.</summary>
    public Element EndForm(Tag tag, int mark, ReadOnlySpan<Content> children)
    {
        Html.WriteByte((byte)'>');
        if (_submit.IsSet)
        {
            var json = JsonOf(_submit, inAttribute: true);
            _submit = default;
            if (Http?.Features.Get<PlainForms>() is { } plain && SealingKey.Id is null)
                plain.WriteFields(Html, json, SealingKey);
        }
        return Finish(tag, mark, children, _id);
    }
}
