using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LiveGen.Commands;

/// <summary>One parameter that takes an argument of a callback, of a handler or of a message's constructor: how it is read, and the rules on it.</summary>
sealed class MessageParameter
{
    readonly ParameterInfo _parameter;
    readonly JsonTypeInfo _json;
    readonly bool _allowsNull;
    readonly ValidationAttribute[] _rules;
    readonly string _displayName;

    public MessageParameter(ParameterInfo parameter, JsonSerializerOptions json)
    {
        _parameter = parameter;
        _json = json.GetTypeInfo(parameter.ParameterType);
        _allowsNull = parameter.ParameterType.IsValueType
            ? Nullable.GetUnderlyingType(parameter.ParameterType) is not null
            : new NullabilityInfoContext().Create(parameter).WriteState != NullabilityState.NotNull;
        // On a record the attribute stands on the parameter, where Validator does not look.
        _rules = [.. parameter.GetCustomAttributes<ValidationAttribute>()];
        _displayName = parameter.GetCustomAttribute<DisplayAttribute>()?.GetName() ?? Name;
    }

    public string Name => _parameter.Name!;

    public bool IsOptional => _parameter.HasDefaultValue;

    public object? Default => _parameter.DefaultValue
        ?? (_parameter.ParameterType.IsValueType && !_allowsNull ? Activator.CreateInstance(_parameter.ParameterType) : null);

    /// <summary>Reads the argument; false when it is something else.</summary>
    public bool TryRead(JsonElement argument, out object? value)
    {
        value = null;
        if (argument.ValueKind == JsonValueKind.Null)
            return _allowsNull;
        try
        {
            value = argument.Deserialize(_json);
            return value is not null || _allowsNull;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException)
        {
            return false;
        }
    }

    public string Expected(JsonElement argument) => argument.ValueKind == JsonValueKind.Null
        ? "This is required."
        : $"This must be {ExpectedValue.Of(_parameter.ParameterType)}.";

    /// <summary>Checks the rules that stand on the parameter.</summary>
    public void Validate(object? value, object message, IServiceProvider services, MessageErrors errors)
    {
        foreach (var rule in _rules)
        {
            var context = new ValidationContext(message, services, items: null) { MemberName = Name, DisplayName = _displayName };
            if (rule.GetValidationResult(value, context) is { } result)
                errors.Add(Name, result.ErrorMessage ?? "This is not valid.");
        }
    }
}
