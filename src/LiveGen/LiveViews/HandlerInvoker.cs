using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using LiveGen.Commands;
using LiveGen.Templates;
using Microsoft.AspNetCore.Http;

namespace LiveGen.LiveViews;

/// <summary>Calls a handler with bound values; compiled once, synchronous or asynchronous alike.</summary>
sealed class HandlerInvoker
{
    readonly Func<object?[], ValueTask<object?>> _invoke;

    /// <param name="handler">The handler.</param>
    /// <param name="call">The line that maps it, for errors.</param>
    /// <exception cref="InvalidOperationException">What the handler returns means nothing to a page.</exception>
    public HandlerInvoker(Delegate handler, string call)
    {
        var invoke = handler.GetType().GetMethod("Invoke")!;
        // A delegate that is closed over its first argument has one less than its method.
        Parameters = handler.Method.GetParameters()[^invoke.GetParameters().Length..];
        Method = handler.Method;
        foreach (var parameter in Parameters)
        {
            if (parameter.ParameterType.IsByRef || parameter.ParameterType.IsByRefLike || parameter.ParameterType.IsPointer)
                throw Refused(call, parameter, "is passed by reference, which outlives no call. Take the value itself.");
        }
        RequireReturn(invoke.ReturnType, call);
        _invoke = Compile(handler, invoke);
    }

    public MethodInfo Method { get; }

    /// <summary>As a developer would look for it: <c>Counter.Increment</c>.</summary>
    public string Name => NameOf(Method);

    public IReadOnlyList<ParameterInfo> Parameters { get; }

    public static string NameOf(MethodInfo method) => $"{method.DeclaringType?.Name}.{method.Name}";

    /// <returns>What the handler returned, awaited; null when that is nothing.</returns>
    public ValueTask<object?> InvokeAsync(object?[] values) => _invoke(values);

    /// <summary>The error of a parameter that cannot be given a value.</summary>
    public InvalidOperationException Refused(string call, ParameterInfo parameter, string why) =>
        new($"{call}: the parameter {parameter.ParameterType.Name} {parameter.Name} of {Name} {why}");

    void RequireReturn(Type type, string call)
    {
        if (type == typeof(void) && Method.IsDefined(typeof(AsyncStateMachineAttribute)))
            throw new InvalidOperationException(
                $"{call}: {Name} is async void, so nobody can await it or see that it failed. Let it return Task.");
        var result = type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(Task<>) || type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            ? type.GetGenericArguments()[0]
            : type;
        if (result != typeof(void) && result != typeof(Task) && result != typeof(ValueTask) && result != typeof(object)
            && result != typeof(Element) && result != typeof(CommandBatch) && !result.IsAssignableTo(typeof(IResult)))
            throw new InvalidOperationException(
                $"{call}: {Name} returns {result.Name}. A handler writes elements and calls verbs, and returns nothing, a CommandBatch, " +
                "an Element or an IResult such as Results.Redirect(…), or one of these in a Task.");
    }

    static Func<object?[], ValueTask<object?>> Compile(Delegate handler, MethodInfo invoke)
    {
        var values = Expression.Parameter(typeof(object?[]));
        var arguments = invoke.GetParameters().Select((parameter, i) =>
            Expression.Convert(Expression.ArrayIndex(values, Expression.Constant(i)), parameter.ParameterType));
        var call = Expression.Invoke(Expression.Constant(handler), arguments);
        return Expression.Lambda<Func<object?[], ValueTask<object?>>>(Awaited(call), values).Compile();
    }

    static Expression Awaited(Expression call)
    {
        if (call.Type == typeof(void))
            return Expression.Block(call, Expression.Default(typeof(ValueTask<object?>)));
        if (call.Type == typeof(Task) || call.Type == typeof(ValueTask))
            return Expression.Call(typeof(HandlerInvoker), nameof(Nothing), null, call);
        if (call.Type.IsGenericType && (call.Type.GetGenericTypeDefinition() == typeof(Task<>) || call.Type.GetGenericTypeDefinition() == typeof(ValueTask<>)))
            return Expression.Call(typeof(HandlerInvoker), nameof(Something), call.Type.GetGenericArguments(), call);
        return Expression.New(typeof(ValueTask<object?>).GetConstructor([typeof(object)])!, Expression.Convert(call, typeof(object)));
    }

    static async ValueTask<object?> Nothing(Task task)
    {
        await task;
        return null;
    }

    static ValueTask<object?> Nothing(ValueTask task) => task.IsCompletedSuccessfully ? default : Nothing(task.AsTask());

    static async ValueTask<object?> Something<T>(Task<T> task) => await task;

    static async ValueTask<object?> Something<T>(ValueTask<T> task) => await task;
}
