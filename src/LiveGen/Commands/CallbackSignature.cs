using System.Globalization;
using System.Text.Json;
using LiveGen.Wire;

namespace LiveGen.Commands;

/// <summary>The arguments that a callback takes, of a message or of a handler: in order, all or nothing.</summary>
sealed class CallbackSignature
{
    readonly string _name;
    readonly MessageParameter[] _parameters;

    public CallbackSignature(string name, IEnumerable<MessageParameter> parameters)
    {
        _name = name;
        _parameters = [.. parameters];
        Required = Array.FindLastIndex(_parameters, p => !p.IsOptional) + 1;
    }

    public IReadOnlyList<MessageParameter> Parameters => _parameters;

    /// <summary>How many arguments must be there.</summary>
    public int Required { get; }

    /// <summary>Reads the arguments of a call; what does not fit is added to the errors.</summary>
    /// <param name="args">The arguments, a JSON array.</param>
    /// <param name="errors">What does not fit.</param>
    /// <param name="seal">The seal of the call, which says which of them are constants; null when that is all the same.</param>
    public object?[] Read(JsonElement args, MessageErrors errors, string? seal = null)
    {
        var count = args.GetArrayLength();
        if (count > _parameters.Length)
            errors.Add(_parameters.Length.ToString(CultureInfo.InvariantCulture),
                $"is one argument too many: expected {_parameters.Length}, got {count}.");

        var values = new object?[_parameters.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = _parameters[i];
            if (i < count)
                values[i] = parameter.Read(args[i], errors, seal is not null && Seal.IsConstant(seal, i));
            else if (i < Required)
                errors.Add(parameter.Name, "This is missing.");
            else
                values[i] = parameter.Default;
        }
        return values;
    }

    /// <summary>What is wrong with the arguments that a template gives; null when they fit.</summary>
    /// <param name="arguments">The arguments; the first that is not set ends them.</param>
    /// <param name="readConstants">Whether every constant is read back as the server will: in development.</param>
    public string? Misfit(ReadOnlySpan<CallbackArg> arguments, bool readConstants)
    {
        var count = CallbackArg.Count(arguments);
        if (count < Required || count > _parameters.Length)
            return $"A callback to {this} takes {Expected()}, but got {count}. " +
                "Give one for each parameter, in order: This, an element with an id, or a constant.";
        return readConstants ? Unreadable(arguments[..count]) : null;
    }

    /// <summary><c>Save(id, text)</c></summary>
    public override string ToString() => $"{_name}({string.Join(", ", _parameters.Select(p => p.Name))})";

    string? Unreadable(ReadOnlySpan<CallbackArg> arguments)
    {
        using var json = new PooledBuffer();
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i].Client is not null)
                continue;
            json.Clear();
            arguments[i].WriteJson(json);
            using var constant = JsonDocument.Parse(json.WrittenMemory);
            var parameter = _parameters[i];
            if (!parameter.TryRead(constant.RootElement, out _))
                return $"A callback to {this} gives {constant.RootElement.GetRawText()} for {parameter.Name}, " +
                    $"which {parameter.Expected(constant.RootElement)}";
        }
        return null;
    }

    string Expected() => Required == _parameters.Length
        ? $"{Required} argument{(Required == 1 ? "" : "s")}"
        : $"{Required} to {_parameters.Length} arguments";
}
