using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace LiveGen.LiveViews;

/// <summary>Finds out which handlers take files.</summary>
static class FormFiles
{
    /// <summary>Whether a value of this type is a file, has some, or is a list of either.</summary>
    public static bool AreIn(Type type) => AreIn(type, []);

    static bool AreIn(Type type, HashSet<Type> seen)
    {
        if (typeof(IFormFile).IsAssignableFrom(type) || typeof(IFormFileCollection).IsAssignableFrom(type))
            return true;
        if (!seen.Add(type) || type.IsPrimitive || type == typeof(string))
            return false;
        var item = type.IsArray ? type.GetElementType()
            : type.GetInterfaces().Prepend(type).FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))
                ?.GetGenericArguments()[0];
        if (item is not null)
            return AreIn(item, seen);
        return type.Namespace?.StartsWith("System", StringComparison.Ordinal) != true
            && type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Any(property => AreIn(property.PropertyType, seen));
    }
}
