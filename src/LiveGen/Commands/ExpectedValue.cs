using Microsoft.AspNetCore.Http;

namespace LiveGen.Commands;

/// <summary>Says in a person's words what a parameter takes, without the names of our types.</summary>
static class ExpectedValue
{
    public static string Of(Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        if (value.IsEnum)
            return $"one of {string.Join(", ", Enum.GetNames(value))}";
        if (value == typeof(string))
            return "text";
        if (value == typeof(bool))
            return "true or false";
        if (value == typeof(double) || value == typeof(float) || value == typeof(decimal) || value == typeof(Half))
            return "a number";
        if (value == typeof(DateTime) || value == typeof(DateTimeOffset))
            return "a date with a time";
        if (value == typeof(DateOnly))
            return "a date";
        if (value == typeof(TimeOnly) || value == typeof(TimeSpan))
            return "a time";
        if (value == typeof(Guid))
            return "an identifier";
        if (value.IsAssignableTo(typeof(IFormFile)))
            return "a file";
        return value.IsPrimitive && value != typeof(char) ? WholeNumber(value) : "in another form";
    }

    static string WholeNumber(Type type)
    {
        var range = type == typeof(int) ? $"{int.MinValue} to {int.MaxValue}"
            : type == typeof(byte) ? "0 to 255"
            : type == typeof(short) ? $"{short.MinValue} to {short.MaxValue}"
            : null;
        return range is null ? "a whole number" : $"a whole number from {range}";
    }
}
