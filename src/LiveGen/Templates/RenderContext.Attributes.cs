using System.Globalization;
using LiveGen.Commands;

namespace LiveGen.Templates;

// What generated code calls for each attribute that is there. A prefix is a constant such as ` title="`.
sealed partial class RenderContext
{
    public void Id(string value)
    {
        if (IsDevelopment)
            RequireUniqueId(value);
        HtmlText.WriteAttribute(Html, " id=\""u8, value);
        _id = value;
    }

    public void Text(ReadOnlySpan<byte> prefix, string value) => HtmlText.WriteAttribute(Html, prefix, value);

    /// <summary>A value from a list that needs no encoding.</summary>
    public void Token(ReadOnlySpan<byte> prefix, string value) => Text(prefix, value);

    public void Number(ReadOnlySpan<byte> prefix, long value)
    {
        Html.Write(prefix);
        HtmlText.WriteInteger(Html, value, CultureInfo.InvariantCulture);
        Html.WriteByte((byte)'"');
    }

    public void Number(ReadOnlySpan<byte> prefix, double value)
    {
        Html.Write(prefix);
        WriteValue(Html, value, null, CultureInfo.InvariantCulture);
        Html.WriteByte((byte)'"');
    }

    public void Value(ReadOnlySpan<byte> prefix, in AttributeValue value)
    {
        if (!value.IsSet)
            return;
        Html.Write(prefix);
        value.WriteTo(Html);
        Html.WriteByte((byte)'"');
    }

    public void Flag(ReadOnlySpan<byte> text) => Html.Write(text);

    public void Url(ReadOnlySpan<byte> prefix, string value)
    {
        if (AttributeRules.IsSafeUrl(value))
            Text(prefix, value);
        else
            RefuseUrl(value);
    }

    public void UrlSet(ReadOnlySpan<byte> prefix, string value)
    {
        if (AttributeRules.AreSafeUrls(value))
            Text(prefix, value);
        else
            RefuseUrl(value);
    }

    public void Class(Classes classes)
    {
        if (classes.IsText)
            HtmlText.WriteClass(Html, classes.Text);
        else
            ClassNames(classes);
    }

    void ClassNames(Classes classes)
    {
        var prefix = " class=\""u8;
        foreach (ref readonly var name in classes.Names)
        {
            if (string.IsNullOrEmpty(name.Name))
                continue;
            Html.Write(prefix);
            HtmlText.WriteAttribute(Html, name.Name);
            prefix = " "u8;
        }
        if (prefix.Length == 1)
            Html.WriteByte((byte)'"');
    }

    public void Style(in Styles styles)
    {
        if (styles.Text is { } text)
        {
            if (AttributeRules.IsSafeStyle(text, singleValue: false))
                Text(" style=\""u8, text);
            else
                RefuseStyle(text);
            return;
        }
        var prefix = " style=\""u8;
        foreach (ref readonly var rule in styles.Rules)
        {
            if (rule.Value is not { } value)
                continue;
            if (!AttributeRules.IsProperty(rule.Property))
                throw Refuse(
                    $"A style's property is a name such as \"margin-top\" or \"--gap\", but got \"{rule.Property}\".");
            if (AttributeRules.IsCodeProperty(rule.Property) || !AttributeRules.IsSafeStyle(value, singleValue: true))
            {
                RefuseStyle(AttributeRules.IsCodeProperty(rule.Property) ? rule.Property : value);
                continue;
            }
            Html.Write(prefix);
            HtmlText.WriteAttribute(Html, rule.Property);
            Html.WriteByte((byte)':');
            HtmlText.WriteAttribute(Html, value);
            prefix = ";"u8;
        }
        if (prefix.Length == 1)
            Html.WriteByte((byte)'"');
    }

    public void Data(ReadOnlySpan<Attr> pairs)
    {
        foreach (ref readonly var pair in pairs)
            Prefixed(" data-"u8, pair);
    }

    public void Aria(ReadOnlySpan<Attr> pairs)
    {
        foreach (ref readonly var pair in pairs)
            Prefixed(" aria-"u8, pair);
    }

    public void Attributes(ReadOnlySpan<Attr> pairs)
    {
        foreach (ref readonly var pair in pairs)
            Attribute(pair);
    }

    public void Event(ReadOnlySpan<byte> prefix, Callback callback)
    {
        if (!callback.IsSet)
            return;
        var json = JsonOf(callback, inAttribute: true);
        Html.Write(prefix);
        HtmlText.WriteJsonAttribute(Html, json);
        Html.WriteByte((byte)'\'');
    }

    public void Events(ReadOnlySpan<EventCallback> events)
    {
        foreach (ref readonly var pair in events)
        {
            RequireAttributeName(pair.Name);
            if (AttributeRules.IsHandler(pair.Name))
                throw Refuse(
                    $"An event's name stands without \"on\", but got \"{pair.Name}\". Write \"{pair.Name[2..]}\".");
            if (!pair.Callback.IsSet)
                continue;
            Html.Write(" data-lg-"u8);
            HtmlText.WriteAttribute(Html, pair.Name);
            Event("='"u8, pair.Callback);
        }
        // The runtime listens to the usual events always, to these when it sees them named.
        var prefix = " data-lg-on=\""u8;
        foreach (ref readonly var pair in events)
        {
            if (!pair.Callback.IsSet)
                continue;
            Html.Write(prefix);
            HtmlText.WriteAttribute(Html, pair.Name);
            prefix = " "u8;
        }
        if (prefix.Length == 1)
            Html.WriteByte((byte)'"');
    }

    void Prefixed(ReadOnlySpan<byte> prefix, in Attr pair)
    {
        RequireAttributeName(pair.Name);
        if (!pair.Value.IsSet)
            return;
        Html.Write(prefix);
        HtmlText.WriteAttribute(Html, pair.Name);
        Value("=\""u8, pair.Value);
    }

    void Attribute(in Attr pair)
    {
        var (name, value) = (pair.Name, pair.Value);
        RequireAttributeName(name);
        if (AttributeRules.IsHandler(name))
            throw Refuse(
                $"The attribute \"{name}\" would run script from a text, which LiveGen never writes. " +
                $"Give a callback: {name.ToLowerInvariant()}: Callback(…), or on: [(\"{name[2..].ToLowerInvariant()}\", callback)].");
        if (!value.IsSet || value.IsFalse)
            return;
        if (value.Text is { } text)
        {
            if (name.Equals("id", StringComparison.OrdinalIgnoreCase))
            {
                Id(text);
                return;
            }
            if (name.Equals("srcdoc", StringComparison.OrdinalIgnoreCase))
                throw Refuse(
                    "The attribute \"srcdoc\" is a whole page of HTML that runs in this page's origin, and cannot be given as " +
                    "text. Serve the document from a URL of its own and use src.");
            if (name.Equals("style", StringComparison.OrdinalIgnoreCase) && !AttributeRules.IsSafeStyle(text, singleValue: false))
            {
                RefuseStyle(text);
                return;
            }
            if ((AttributeRules.IsUrl(name) && !AttributeRules.IsSafeUrl(text))
                || (AttributeRules.IsUrlList(name) && !AttributeRules.AreSafeUrls(text)))
            {
                RefuseUrl(text);
                return;
            }
        }
        Html.WriteByte((byte)' ');
        HtmlText.WriteAttribute(Html, name);
        if (!value.IsTrue)
            Value("=\""u8, value);
    }
}
