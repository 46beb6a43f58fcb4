namespace LiveGen.Commands;

/// <summary>Collects what is wrong with a callback; made on the first error only.</summary>
sealed class MessageErrors
{
    /// <summary>Of a rule that has no text of its own.</summary>
    public const string NotValid = "This is not valid.";

    Dictionary<string, List<string>>? _errors;

    public void Add(string name, string error)
    {
        _errors ??= [];
        if (!_errors.TryGetValue(name, out var list))
            _errors.Add(name, list = []);
        list.Add(error);
    }

    /// <exception cref="InvalidCallbackException">There is at least one.</exception>
    public void ThrowIfAny()
    {
        if (_errors is not null)
            throw new InvalidCallbackException(_errors.ToDictionary(e => e.Key, e => e.Value.ToArray()));
    }
}
