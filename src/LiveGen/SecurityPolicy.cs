namespace LiveGen;

/// <summary>The directives of a content security policy. Browsers obey the first one of a name alone, so each is here once.</summary>
sealed class SecurityPolicy
{
    const string None = "'none'";

    readonly List<(string Name, List<string> Sources)> _directives = [];

    public SecurityPolicy(string text) => With(text, nameof(text));

    /// <summary>Adds directives, or their sources to those that are here.</summary>
    public SecurityPolicy With(string text, string parameter)
    {
        foreach (var directive in text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var words = directive.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            // A comma begins another policy, and a line break another header.
            if (words[0].Any(c => !char.IsAsciiLetter(c) && c != '-') || directive.Any(c => c == ',' || char.IsControl(c)))
                throw new ArgumentException(
                    $"\"{directive}\" is not a directive of a content security policy. Write its name and its sources, and \";\" " +
                    "before the next: \"img-src 'self' data:; connect-src https://api.example\".", parameter);
            Add(words[0].ToLowerInvariant(), words[1..]);
        }
        return this;
    }

    public override string ToString() =>
        string.Join("; ", _directives.Select(directive => string.Join(' ', directive.Sources.Prepend(directive.Name))));

    void Add(string name, string[] sources)
    {
        if (_directives.Find(directive => directive.Name == name).Sources is not { } present)
        {
            _directives.Add((name, [.. sources]));
            return;
        }
        if (present.Contains(None) || sources.Contains(None)) // it holds alone only
            present.Clear();
        present.AddRange(sources.Except(present).ToList());
    }
}
