using System.ComponentModel.DataAnnotations;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using LiveGen.Commands;

namespace LiveGen.Consumers;

/// <summary>Makes a message from a callback's arguments: in order, all or nothing, then validated.</summary>
/// <remarks>Reflection happens here once per type; a message runs a compiled constructor.</remarks>
sealed class MessageBinder<T>
{
    readonly Func<object?[], T> _create;
    readonly bool _hasPropertyRules;

    public MessageBinder(JsonSerializerOptions json)
    {
        var constructor = ConstructorOf(typeof(T));
        var parameters = constructor?.GetParameters() ?? [];
        Signature = new CallbackSignature(typeof(T).Name, parameters.Select(p => new MessageParameter(p, json)));
        _create = Compile(constructor, parameters);
        _hasPropertyRules = typeof(IValidatableObject).IsAssignableFrom(typeof(T))
            || typeof(T).IsDefined(typeof(ValidationAttribute), inherit: true)
            || typeof(T).GetProperties().Any(p => p.IsDefined(typeof(ValidationAttribute), inherit: true));
    }

    /// <summary>The arguments that it takes.</summary>
    public CallbackSignature Signature { get; }

    /// <exception cref="InvalidCallbackException">The arguments do not fit or break a rule.</exception>
    public T Bind(JsonElement args, IServiceProvider services)
    {
        var errors = new MessageErrors();
        var values = Signature.Read(args, errors);
        errors.ThrowIfAny();
        var message = _create(values);
        for (var i = 0; i < values.Length; i++)
            Signature.Parameters[i].Validate(values[i], message!, services, errors);
        if (_hasPropertyRules)
            ValidateProperties(message!, services, errors);
        errors.ThrowIfAny();
        return message;
    }

    static void ValidateProperties(object message, IServiceProvider services, MessageErrors errors)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(message, new ValidationContext(message, services, items: null), results, validateAllProperties: true);
        foreach (var result in results)
        {
            foreach (var name in result.MemberNames.DefaultIfEmpty(""))
                errors.Add(name, result.ErrorMessage ?? MessageErrors.NotValid);
        }
    }

    static ConstructorInfo? ConstructorOf(Type type)
    {
        var constructors = type.GetConstructors();
        if (constructors.Length == 0 && type.IsValueType && !type.IsPrimitive && !type.IsEnum)
            return null;
        var marked = constructors.Where(c => c.IsDefined(typeof(JsonConstructorAttribute))).ToArray();
        var usable = marked.Length > 0 ? marked : constructors;
        return !type.IsAbstract && usable.Length == 1
            ? usable[0]
            : throw new InvalidOperationException(
                $"{type} cannot be the message of IReceive<{type.Name}>: a callback's arguments bind to the parameters of its one " +
                $"public constructor, and it has {usable.Length}. Write a record, such as record Say(string Text), " +
                "or put [JsonConstructor] on one constructor.");
    }

    static Func<object?[], T> Compile(ConstructorInfo? constructor, ParameterInfo[] parameters)
    {
        var values = Expression.Parameter(typeof(object?[]));
        var arguments = parameters.Select((p, i) =>
            Expression.Convert(Expression.ArrayIndex(values, Expression.Constant(i)), p.ParameterType));
        var create = constructor is null ? Expression.New(typeof(T)) : Expression.New(constructor, arguments);
        return Expression.Lambda<Func<object?[], T>>(create, values).Compile();
    }
}
