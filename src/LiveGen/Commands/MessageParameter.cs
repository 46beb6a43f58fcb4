using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Primitives;

namespace LiveGen.Commands;

/// <summary>One parameter that takes an argument of a callback, of a handler or of a message's constructor: how it is read, and the rules on it.</summary>
sealed class MessageParameter
{
    readonly ParameterInfo _parameter;
    readonly JsonTypeInfo _json;
    readonly JsonTypeInfo? _form;
    readonly ValidationAttribute[] _rules;
    readonly string _displayName;

    public MessageParameter(ParameterInfo parameter, JsonSerializerOptions json)
    {
        _parameter = parameter;
        _json = json.GetTypeInfo(parameter.ParameterType);
        var form = json.GetTypeInfo(Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType);
        _form = form.Kind == JsonTypeInfoKind.Object && form.PolymorphismOptions is null ? form : null;
        AllowsNull = parameter.ParameterType.IsValueType
            ? Nullable.GetUnderlyingType(parameter.ParameterType) is not null
            : new NullabilityInfoContext().Create(parameter).WriteState != NullabilityState.NotNull;
        // On a record the attribute stands on the parameter, where Validator does not look.
        _rules = [.. parameter.GetCustomAttributes<ValidationAttribute>()];
        _displayName = parameter.GetCustomAttribute<DisplayAttribute>()?.GetName() ?? Name;
    }

    public string Name => _parameter.Name!;

    public ParameterInfo Info => _parameter;

    /// <summary>Whether null is a value of it.</summary>
    public bool AllowsNull { get; }

    public bool IsOptional => _parameter.HasDefaultValue;

    public object? Default => _parameter.DefaultValue
        ?? (_parameter.ParameterType.IsValueType && !AllowsNull ? Activator.CreateInstance(_parameter.ParameterType) : null);

    /// <summary>Reads the argument; false when it is something else.</summary>
    public bool TryRead(JsonElement argument, out object? value) => TryRead(argument, out value, out _);

    bool TryRead(JsonElement argument, out object? value, out string? part)
    {
        value = part = null;
        if (argument.ValueKind == JsonValueKind.Null)
            return AllowsNull;
        try
        {
            value = argument.Deserialize(_json);
            return value is not null || AllowsNull;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NotSupportedException)
        {
            if (e is JsonException { Path: ['$', '.', .. var path] }) // a form's field has an error of its own
                part = path;
            return false;
        }
    }

    /// <summary>Reads the argument; when it is something else, the errors say what it must be, and where.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="errors">Where it is said.</param>
    /// <param name="isConstant">Whether it is one of our own, which comes back exactly as it went out.</param>
    public object? Read(JsonElement argument, MessageErrors errors, bool isConstant = false)
    {
        if (!isConstant && argument.ValueKind == JsonValueKind.Object && _form is not null)
            return new FormReader(_json.Options, errors).Read(argument, _form);
        if (TryRead(argument, out var value, out var part))
            return value;
        if (part is null)
            errors.Add(Name, Expected(argument));
        else
            errors.Add(part, MessageErrors.NotValid);
        return null;
    }

    /// <summary>Reads what stands as text in a URL or a header; false when it is something else.</summary>
    public bool TryRead(StringValues text, out object? value)
    {
        if (_parameter.ParameterType == typeof(string))
        {
            value = text.ToString();
            return true;
        }
        var isBoolean = (Nullable.GetUnderlyingType(_parameter.ParameterType) ?? _parameter.ParameterType) == typeof(bool);
        var json = _json.Kind == JsonTypeInfoKind.Enumerable ? JsonSerializer.SerializeToElement(text.ToArray())
            : AllowsNull && text.ToString().Length == 0 ? JsonElement.Parse("null")
            : isBoolean && bool.TryParse(text.ToString(), out var truth) ? JsonSerializer.SerializeToElement(truth)
            : JsonSerializer.SerializeToElement(text.ToString());
        return TryRead(json, out value);
    }

    public string Expected(JsonElement argument) => argument.ValueKind == JsonValueKind.Null
        ? FormReader.Required
        : Expected();

    /// <summary>What of its type the argument must be.</summary>
    public string Expected() => $"This must be {ExpectedValue.Of(_parameter.ParameterType)}.";

    /// <summary>Checks the rules that stand on the parameter, and those of its type.</summary>
    public void Validate(object? value, object message, IServiceProvider services, MessageErrors errors)
    {
        foreach (var rule in _rules)
        {
            var context = new ValidationContext(message, services, items: null) { MemberName = Name, DisplayName = _displayName };
            if (rule.GetValidationResult(value, context) is { } result)
                errors.Add(Name, result.ErrorMessage ?? MessageErrors.NotValid);
        }
        ObjectRules.Check(value, path: "", services, errors);
    }
}
