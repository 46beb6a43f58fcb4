using System.Diagnostics.CodeAnalysis;

namespace LiveGen.Templates;

// Names, URLs and styles that do not go into a page or a command.
sealed partial class RenderContext
{
    /// <summary>Refuses an attribute that a command may not set.</summary>
    public static void RequireSettable(string name, in AttributeValue value)
    {
        RequireName(name);
        if (AttributeRules.IsHandler(name) || name.Equals("srcdoc", StringComparison.OrdinalIgnoreCase))
            throw new TemplateException($"The attribute \"{name}\" runs script and cannot be set by a command.");
        if (value.Text is { } text && AttributeRules.IsUrl(name))
            RequireSafeUrl(text);
    }

    /// <summary>Refuses a URL whose scheme could run script.</summary>
    public static void RequireSafeUrl(string url)
    {
        ArgumentException.ThrowIfNullOrEmpty(url);
        if (!AttributeRules.IsSafeUrl(url))
            throw new TemplateException(
                $"A URL with an unsafe scheme was given to a command: \"{url}\". Allowed are {AttributeRules.AllowedSchemes}.");
    }

    static void RequireName([NotNull] string? name)
    {
        if (name is null || !AttributeRules.IsName(name))
            throw new TemplateException(
                $"An attribute's name is letters, digits and - _ . : beginning with a letter, but got \"{name}\". " +
                "Names come from your code, never from what people typed.");
    }

    // URLs and styles may come from what people typed. A page must survive that in production, so there they are left out.
    void RefuseUrl(string value)
    {
        if (IsDevelopment)
            throw new TemplateException(
                $"A URL with an unsafe scheme was given{CallerLine()}: \"{value}\". Allowed are {AttributeRules.AllowedSchemes}. " +
                "(Outside of development the attribute is left out.)");
    }

    void RefuseStyle(string value)
    {
        if (IsDevelopment)
            throw new TemplateException(
                $"A style that could leave its place or load code was given{CallerLine()}: \"{value}\". Give pairs of property and " +
                "value, style: [(\"width\", \"40%\")]. (Outside of development it is left out.)");
    }
}
