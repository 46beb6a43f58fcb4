namespace LiveGen.LiveViews;

/// <summary>
/// Which files are accepted, written as in HTML's <c>accept</c>: <c>image/*,.pdf,application/zip</c>. One difference: SVG is a
/// page that can run scripts, so <c>image/*</c> does not include it; name it if it is wanted.
/// </summary>
sealed class AcceptedTypes
{
    const string Svg = "image/svg+xml", SvgExtension = ".svg";

    readonly string[] _parts;

    /// <exception cref="ArgumentException">A part is neither a type nor an extension.</exception>
    public AcceptedTypes(string text)
    {
        Text = text;
        _parts = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (_parts.Length == 0)
            throw new ArgumentException("accept is empty. Leave it out to accept every type.", nameof(text));
        if (Array.Find(_parts, part => !IsExtension(part) && !IsType(part)) is { } wrong)
            throw new ArgumentException(
                $"accept contains \"{wrong}\", which is neither a type nor an extension. Write them as in HTML: \"image/*,application/pdf,.zip\".",
                nameof(text));
    }

    public string Text { get; }

    /// <param name="type">The declared type, without parameters.</param>
    /// <param name="name">The file's name.</param>
    public bool Include(string type, string name) => _parts.Any(part =>
        IsExtension(part) ? name.EndsWith(part, StringComparison.OrdinalIgnoreCase)
        : part.EndsWith("/*", StringComparison.Ordinal)
            ? type.StartsWith(part[..^1], StringComparison.OrdinalIgnoreCase) && !IsSvg(type, name)
            : part.Equals(type, StringComparison.OrdinalIgnoreCase));

    static bool IsSvg(string type, string name) =>
        type.Equals(Svg, StringComparison.OrdinalIgnoreCase) || name.EndsWith(SvgExtension, StringComparison.OrdinalIgnoreCase);

    static bool IsExtension(string part) => part.Length > 1 && part[0] == '.' && !part.AsSpan().ContainsAny("/\\*; ");

    static bool IsType(string part) => part[0] != '.' && part.Split('/') is [{ Length: > 0 }, { Length: > 0 }] && !part.AsSpan().ContainsAny("; \\");
}
