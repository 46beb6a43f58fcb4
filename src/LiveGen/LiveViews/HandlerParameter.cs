using LiveGen.Commands;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace LiveGen.LiveViews;

/// <summary>Where one parameter of a handler gets its value.</summary>
abstract class HandlerParameter
{
    /// <summary>How it is read and checked when it comes from the browser; null when the application gives it.</summary>
    public virtual MessageParameter? Value => null;

    /// <summary>Reads the value.</summary>
    /// <param name="http">The request.</param>
    /// <param name="args">The call's arguments that were read, for those which are arguments.</param>
    /// <param name="errors">What does not fit.</param>
    public abstract object? Read(HttpContext http, object?[] args, MessageErrors errors);
}

/// <summary>From the request or from the application's services.</summary>
sealed class GivenParameter(Func<HttpContext, object?> get) : HandlerParameter
{
    public override object? Read(HttpContext http, object?[] args, MessageErrors errors) => get(http);
}

/// <summary>An argument of the callback.</summary>
sealed class ArgumentParameter(MessageParameter value, int index) : HandlerParameter
{
    public override MessageParameter Value => value;

    public override object? Read(HttpContext http, object?[] args, MessageErrors errors) => args[index];
}

/// <summary>Text of the URL or of a header.</summary>
sealed class TextParameter(MessageParameter value, string? route, Func<HttpContext, StringValues> get) : HandlerParameter
{
    public override MessageParameter Value => value;

    /// <summary>Its name in the route, if it stands there: then <c>Callback</c> gives it, as a constant.</summary>
    public string? Route => route;

    public override object? Read(HttpContext http, object?[] args, MessageErrors errors)
    {
        var text = get(http);
        if (text.Count == 0)
        {
            if (value.IsOptional)
                return value.Default;
            if (!value.AllowsNull)
                errors.Add(value.Name, "This is missing.");
            return null;
        }
        if (!value.TryRead(text, out var read))
            errors.Add(value.Name, value.Expected());
        return read;
    }
}
