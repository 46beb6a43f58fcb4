namespace LiveGen.Consumers;

/// <summary>Reads a consumer's message types from its interfaces.</summary>
static class ContractTypes
{
    /// <summary>Wire name to message type, for every <paramref name="openInterface"/> that the type implements.</summary>
    /// <exception cref="InvalidOperationException">Two message types have one name.</exception>
    public static Dictionary<string, Type> ByName(Type type, Type openInterface)
    {
        var found = new Dictionary<string, Type>();
        foreach (var implemented in type.GetInterfaces())
        {
            if (!implemented.IsGenericType || implemented.GetGenericTypeDefinition() != openInterface)
                continue;
            var message = implemented.GetGenericArguments()[0];
            var name = MessageNames.Of(message);
            if (!found.TryAdd(name, message))
                throw new InvalidOperationException(
                    $"{type} has two message types called \"{name}\" on the wire: {found[name]} and {message}. " +
                    "Put [MessageName(\"…\")] with another name on one of them.");
        }
        return found;
    }
}
