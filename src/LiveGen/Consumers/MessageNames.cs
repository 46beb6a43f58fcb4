using System.Collections.Concurrent;
using System.Reflection;
using LiveGen.Channels;

namespace LiveGen.Consumers;

/// <summary>How message types are called on the wire.</summary>
static class MessageNames
{
    static readonly ConcurrentDictionary<Type, string> s_names = new();

    /// <exception cref="InvalidOperationException">The type's name cannot stand on the wire.</exception>
    public static string Of(Type type) => s_names.GetOrAdd(type, Find);

    static string Find(Type type)
    {
        var name = type.GetCustomAttribute<MessageNameAttribute>()?.Name ?? type.Name;
        return ChannelNames.IsValid(name)
            ? name
            : throw new InvalidOperationException(
                $"The message type {type} is called \"{name}\" on the wire, but a name is 1 to " +
                $"{ChannelNames.MaxLength} of A-Z a-z 0-9 _ . -. Put [MessageName(\"…\")] on the type, or send a type of your own.");
    }
}
