using System.Linq.Expressions;
using System.Reflection;
using System.Security.Claims;
using LiveGen.Templates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.LiveViews;

/// <summary>A layout's method, ready to be called with the body and with what it takes from the request.</summary>
/// <remarks>Not by <see cref="HandlerParameters"/>: a layout stands while pages change, so values of a page's route are none of its own.</remarks>
sealed class LayoutHandler
{
    static readonly MethodInfo s_service = new Func<IServiceProvider, object>(ServiceProviderServiceExtensions.GetRequiredService<object>)
        .Method.GetGenericMethodDefinition();

    readonly Func<HttpContext, Content, ValueTask> _run;

    /// <exception cref="InvalidOperationException">The method takes or returns what a layout cannot.</exception>
    public LayoutHandler(Delegate method, IServiceProviderIsService services)
    {
        Method = method.Method;
        var parameters = Method.GetParameters();
        if (parameters.Count(parameter => parameter.ParameterType == typeof(Content)) != 1)
            throw new InvalidOperationException(
                $"The layout {Name} must have one parameter for the page, Content, but has ({string.Join(", ", parameters.Select(Describe))}). " +
                "Write static void Layout(Content body) { … Main(body, id: \"content\"); … }.");
        var http = Expression.Parameter(typeof(HttpContext));
        var body = Expression.Parameter(typeof(Content));
        var call = Expression.Invoke(Expression.Constant(method), parameters.Select(parameter => ValueOf(parameter, http, body, services)));
        _run = Expression.Lambda<Func<HttpContext, Content, ValueTask>>(Awaited(call), http, body).Compile();
    }

    public MethodInfo Method { get; }

    /// <summary>As a developer would look for it.</summary>
    public string Name => $"{Method.DeclaringType?.Name}.{Method.Name}";

    public ValueTask InvokeAsync(HttpContext http, Content body) => _run(http, body);

    Expression ValueOf(ParameterInfo parameter, Expression http, Expression body, IServiceProviderIsService services)
    {
        var type = parameter.ParameterType;
        if (type == typeof(Content))
            return body;
        if (type == typeof(HttpContext))
            return http;
        if (type == typeof(ClaimsPrincipal))
            return Expression.Property(http, nameof(HttpContext.User));
        if (type == typeof(CancellationToken))
            return Expression.Property(http, nameof(HttpContext.RequestAborted));
        if (services.IsService(type))
            return Expression.Call(s_service.MakeGenericMethod(type), Expression.Property(http, nameof(HttpContext.RequestServices)));
        throw new InvalidOperationException(
            $"The layout {Name} has the parameter {Describe(parameter)}, which is neither its body (Content), a registered service, " +
            "HttpContext, ClaimsPrincipal nor CancellationToken. Register the service, or take what it needs from HttpContext.");
    }

    Expression Awaited(Expression call)
    {
        if (call.Type == typeof(void) || call.Type == typeof(Element))
            return Expression.Block(call, Expression.Default(typeof(ValueTask)));
        if (call.Type == typeof(ValueTask))
            return call;
        if (typeof(Task).IsAssignableFrom(call.Type))
            return Expression.New(typeof(ValueTask).GetConstructor([typeof(Task)])!, call);
        throw new InvalidOperationException(
            $"The layout {Name} returns {call.Type.Name}. A layout writes its elements and returns nothing (or the last element), or a Task.");
    }

    static string Describe(ParameterInfo parameter) => $"{parameter.ParameterType.Name} {parameter.Name}";
}
