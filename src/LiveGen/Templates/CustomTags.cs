using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace LiveGen.Templates;

/// <summary>The tags of custom elements: their names are the application's own, and checked once.</summary>
sealed class CustomTags
{
    // Tags are kept for good. An application has some dozens; names made from data would fill the memory.
    public const int MostNames = 1000, LongestName = 100;

    // With a hyphen, but SVG's and MathML's: https://html.spec.whatwg.org/multipage/custom-elements.html#valid-custom-element-name
    static readonly FrozenSet<string> s_reserved = FrozenSet.ToFrozenSet(
    [
        "annotation-xml", "color-profile", "font-face", "font-face-src", "font-face-uri", "font-face-format", "font-face-name",
        "missing-glyph",
    ]);

    static readonly CustomTags s_process = new();

    readonly ConcurrentDictionary<string, Tag> _tags = new(StringComparer.Ordinal);

    /// <summary>The tag of a name, the same one each time.</summary>
    /// <exception cref="TemplateException">It is no name of a custom element.</exception>
    public static Tag Of(string name) => s_process.Find(name);

    public Tag Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _tags.TryGetValue(name, out var known) ? known : Add(name);
    }

    Tag Add(string name)
    {
        if (WhatIsWrong(name) is { } wrong)
            throw new TemplateException(
                $"CustomElement takes the name of a custom element, but got \"{Shown(name)}\": {wrong}. Expected is a letter a-z first, " +
                "then small letters, digits, - . _ and letters of other scripts, with at least one hyphen: CustomElement(\"my-element\", …), " +
                "the name that the page's script gives to customElements.define.");
        if (_tags.Count >= MostNames)
            throw new TemplateException(
                $"CustomElement takes at most {MostNames} different names, but got one more, \"{name}\". Names come from your code, never from " +
                "data or from what people typed: tell elements apart by id, class or attributes.");
        return _tags.GetOrAdd(name, static name => new Tag(name));
    }

    static string? WhatIsWrong(string name)
    {
        if (name.Length == 0)
            return "it is empty";
        if (name.Length > LongestName)
            return $"it is longer than {LongestName} characters";
        if (!char.IsAsciiLetterLower(name[0]))
            return "it does not begin with a letter a-z";
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.Value is >= 'A' and <= 'Z')
                return $"\"{rune}\" is a capital letter, which browsers would read as a small one";
            if (!IsOfName(rune.Value))
                return $"the character U+{rune.Value:X4} cannot stand in it";
        }
        if (!name.Contains('-'))
            return "it has no hyphen; elements of HTML have functions of their own, Div(…)";
        return s_reserved.Contains(name) ? "SVG or MathML has an element of that name" : null;
    }

    // PCENChar of the standard until 2025. It allows more since, such as "x-=", that browsers in use do not define yet. U+FFFD
    // ends it there; here it stands for half a surrogate pair, which is no character of a page.
    static bool IsOfName(int c) => c is '-' or '.' or '_' or (>= '0' and <= '9') or (>= 'a' and <= 'z')
        or 0xB7 or (>= 0xC0 and <= 0xD6) or (>= 0xD8 and <= 0xF6) or (>= 0xF8 and <= 0x37D) or (>= 0x37F and <= 0x1FFF)
        or (>= 0x200C and <= 0x200D) or (>= 0x203F and <= 0x2040) or (>= 0x2070 and <= 0x218F) or (>= 0x2C00 and <= 0x2FEF)
        or (>= 0x3001 and <= 0xD7FF) or (>= 0xF900 and <= 0xFDCF) or (>= 0xFDF0 and <= 0xFFFC) or (>= 0x10000 and <= 0xEFFFF);

    static string Shown(string name) => name.Length > LongestName ? name[..LongestName] + "…" : name;
}
