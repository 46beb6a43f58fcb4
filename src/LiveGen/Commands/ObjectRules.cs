using System.Collections;
using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Serialization;

namespace LiveGen.Commands;

/// <summary>
/// The DataAnnotations of a type, found once: those on its properties, and for a record those on its constructor's parameters,
/// where <see cref="Validator"/> does not look. Parts of a value and items of its lists are checked by their own types.
/// </summary>
sealed class ObjectRules
{
    sealed record Member(PropertyInfo Property, string Display, ValidationAttribute[] Rules);

    static readonly ConcurrentDictionary<Type, ObjectRules> s_rules = new();

    readonly Member[] _members;
    readonly ValidationAttribute[] _rules;

    ObjectRules(Type type)
    {
        var parameters = type.GetConstructors().SelectMany(c => c.GetParameters()).ToLookup(p => p.Name!, StringComparer.OrdinalIgnoreCase);
        _members = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
            .Select(property => new Member(property, DisplayOf(property, parameters[property.Name]),
                [.. property.GetCustomAttributes<ValidationAttribute>(), .. parameters[property.Name].SelectMany(p => p.GetCustomAttributes<ValidationAttribute>())]))
            .Where(member => member.Rules.Length > 0 || HasRules(member.Property.PropertyType))];
        _rules = [.. type.GetCustomAttributes<ValidationAttribute>(inherit: true)];
    }

    /// <summary>Checks a value and what it is made of.</summary>
    /// <param name="value">Any value; one of a simple type has no rules.</param>
    /// <param name="path">What its members' names begin with, such as <c>Lines[0].</c>; empty at the top.</param>
    /// <param name="services">For rules that need them.</param>
    /// <param name="errors">Where broken rules go.</param>
    public static void Check(object? value, string path, IServiceProvider services, MessageErrors errors)
    {
        if (value is null || !HasRules(value.GetType()))
            return;
        if (value is not IEnumerable items)
        {
            s_rules.GetOrAdd(value.GetType(), static type => new ObjectRules(type)).CheckMembers(value, path, services, errors);
            return;
        }
        var index = 0;
        foreach (var item in items)
            Check(item, string.Create(CultureInfo.InvariantCulture, $"{path.TrimEnd('.')}[{index++}]."), services, errors);
    }

    void CheckMembers(object value, string path, IServiceProvider services, MessageErrors errors)
    {
        var isRight = true;
        foreach (var (property, display, rules) in _members)
        {
            var part = property.GetValue(value);
            var context = new ValidationContext(value, services, items: null) { MemberName = property.Name, DisplayName = display };
            foreach (var rule in rules)
                isRight &= Add(rule.GetValidationResult(part, context), path, NameOf(property));
            Check(part, $"{path}{NameOf(property)}.", services, errors);
        }
        var whole = new ValidationContext(value, services, items: null);
        foreach (var rule in _rules)
            isRight &= Add(rule.GetValidationResult(value, whole), path, "");
        // As Validator does it: rules over several members may rely on each member's own.
        if (!isRight || value is not IValidatableObject validatable)
            return;
        foreach (var result in validatable.Validate(whole))
            Add(result, path, "");

        bool Add(ValidationResult? result, string at, string name)
        {
            if (result is null)
                return true;
            var names = name.Length > 0 ? [name] : result.MemberNames.DefaultIfEmpty("");
            foreach (var member in names)
                errors.Add((at + member).TrimEnd('.'), result.ErrorMessage ?? MessageErrors.NotValid);
            return false;
        }
    }

    /// <summary>What a member is called at the page: as in the code, or as JSON was told to call it.</summary>
    public static string NameOf(MemberInfo member) => member.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? member.Name;

    // Values of .NET's own types have none; its collections have those of their items.
    static bool HasRules(Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        if (value.IsPrimitive || value.IsEnum || value == typeof(string))
            return false;
        if (value.IsArray)
            return HasRules(value.GetElementType()!);
        return value.Assembly != typeof(object).Assembly && value.Namespace?.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) != true
            || value.IsGenericType && value.GetGenericArguments().Any(HasRules);
    }

    static string DisplayOf(PropertyInfo property, IEnumerable<ParameterInfo> parameters) =>
        (property.GetCustomAttribute<DisplayAttribute>() ?? parameters.Select(p => p.GetCustomAttribute<DisplayAttribute>()).FirstOrDefault())
        ?.GetName() ?? property.Name;
}
