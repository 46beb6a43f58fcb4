using System.Diagnostics.CodeAnalysis;

namespace LiveGen.Templates;

// Attributes and values that are not written, because they could run script or lead commands to the wrong element.
sealed partial class RenderContext
{
    /// <summary>Refuses an attribute that a command may not set.</summary>
    public static void RequireSettable(string name, in AttributeValue value)
    {
        if (!AttributeRules.IsName(name))
            throw new TemplateException(NotAName(name));
        if (AttributeRules.IsHandler(name) || name.Equals("srcdoc", StringComparison.OrdinalIgnoreCase))
            throw new TemplateException($"The attribute \"{name}\" runs script and cannot be set by a command.");
        if (value.Text is not { } text)
            return;
        if (AttributeRules.IsUrl(name) && text.Length > 0)
            RequireSafeUrl(text);
        if ((AttributeRules.IsUrlList(name) && !AttributeRules.AreSafeUrls(text))
            || (name.Equals("style", StringComparison.OrdinalIgnoreCase) && !AttributeRules.IsSafeStyle(text, singleValue: false)))
            throw new TemplateException($"The attribute \"{name}\" cannot be set to \"{text}\", which could run or load script.");
    }

    /// <summary>Refuses a URL whose scheme could run script.</summary>
    public static void RequireSafeUrl(string url)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        if (!AttributeRules.IsSafeUrl(url))
            throw new TemplateException(
                $"A URL with an unsafe scheme was given to a command: \"{url}\". Allowed are {AttributeRules.AllowedSchemes}.");
    }

    /// <summary>Refuses a redirect that leads elsewhere than its caller says.</summary>
    public static void RequireRedirect(string url, bool external)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        if (external && !AttributeRules.IsWholeUrl(url))
            throw new TemplateException(
                $"A redirect with external: true takes a whole URL, https://… or http://…, but got \"{url}\". " +
                "Write Redirect(\"/path\") for a page of this origin.");
        if (!external && !AttributeRules.IsLocalUrl(url))
            throw new TemplateException(
                $"A redirect stays in this origin, but \"{url}\" is not a path of it (\"/rooms\", \"?page=2\"). Where your own code " +
                "leads people elsewhere, write Redirect(\"https://…\", external: true).");
    }

    void RequireAttributeName([NotNull] string? name)
    {
        if (name is null || !AttributeRules.IsName(name))
            throw Refuse(NotAName(name));
    }

    static string NotAName(string? name) =>
        $"An attribute's name is letters, digits and - _ . : beginning with a letter, but got \"{name}\". " +
        "Names come from your code, never from what people typed.";

    /// <summary>The error of an attribute. Its opening tag goes, so that a template which catches the error has a whole page.</summary>
    TemplateException Refuse(string message)
    {
        DropOpenTag(_openTag);
        return new TemplateException(message);
    }

    void DropOpenTag(int openTag)
    {
        Html.Truncate(openTag);
        ForgetIds(openTag);
    }

    // URLs and styles may come from what people typed. A page must survive that in production, so there they are left out.
    void RefuseUrl(string value)
    {
        if (IsDevelopment)
            throw Refuse(
                $"A URL with an unsafe scheme was given{CallerLine()}: \"{value}\". Allowed are {AttributeRules.AllowedSchemes}. " +
                "(Outside of development the attribute is left out.)");
    }

    void RefuseStyle(string value)
    {
        if (IsDevelopment)
            throw Refuse(
                $"A style that could leave its place or load code was given{CallerLine()}: \"{value}\". Give pairs of property and " +
                "value, style: [(\"width\", \"40%\")]. (Outside of development it is left out.)");
    }
}
