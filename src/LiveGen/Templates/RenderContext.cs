using System.Globalization;
using System.Runtime.CompilerServices;
using LiveGen.Commands;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ObjectPool;

namespace LiveGen.Templates;

/// <summary>
/// One render: the HTML written so far, the commands collected, the elements still open. Pooled; its memory is kept from
/// render to render, so that steady work allocates nothing.
/// </summary>
sealed partial class RenderContext : IDisposable
{
    // Disposes what it does not keep, so that rented memory finds its way back.
    static readonly ObjectPool<RenderContext> s_pool =
        new DefaultObjectPoolProvider().Create(new DefaultPooledObjectPolicy<RenderContext>());

    /// <summary>The render this code writes into.</summary>
    public static RenderContext Current => AmbientRender.Current;

    /// <summary>The HTML, in UTF-8.</summary>
    public PooledBuffer Html { get; private set; } = new();

    /// <summary>The request or the socket's handshake that this render serves; null for backend code.</summary>
    public HttpContext? Http { get; private set; }

    /// <summary>Whether mistakes that a page survives are errors: in development they are.</summary>
    public bool IsDevelopment { get; private set; }

    /// <summary>The element that HTML outside of any <c>Target</c> goes to; null on a page, where it is the page.</summary>
    public string? Target { private get; set; }

    /// <summary>Whether anything was written or commanded.</summary>
    public bool HasOutput => Html.Length + _commandCount.Count + _morphCount.Count > 0;

    public static RenderContext Rent(HttpContext? http, string? target, bool shared)
    {
        var render = s_pool.Get();
        render.Http = http;
        render.IsShared = shared;
        render.Target = target;
        var limit = LiveGenOptions.DefaultMaxRenderBytes;
        if (http?.RequestServices.GetService<RenderSettings>() is { } settings)
        {
            render.IsDevelopment = settings.IsDevelopment;
            render.Plugins = settings.Plugins;
            limit = settings.MaxRenderBytes;
            if (!shared)
                render._moment = settings.Position?.Invoke();
        }
        render.Html.Limit = render._body.Limit = Math.Min(limit, HtmlRange.MaxLimit);
        render.LimitCommands(limit);
        return render;
    }

    /// <summary>Takes a render back; nobody may hold it any more.</summary>
    public static void Return(RenderContext render)
    {
        render.Http = null;
        render.IsDevelopment = false;
        render.Plugins = null;
        render.Html.Clear();
        render.ClearLayouts();
        render.ClearElements();
        render.ClearCommands();
        render.ClearSealing();
        render.ClearFlashes();
        s_pool.Return(render);
    }

    public void Dispose()
    {
        Html.Dispose();
        _body.Dispose();
        DisposeCommands();
    }

    /// <summary>Checks that the template closed what it opened and stayed within the size limit.</summary>
    /// <exception cref="TemplateException">An element is still open.</exception>
    public void Complete()
    {
        RequireClosed();
        Html.RequireWithinLimit();
    }

    /// <summary>The HTML of a render that has no commands.</summary>
    /// <exception cref="TemplateException">Verbs or targets were used.</exception>
    public ReadOnlySpan<byte> HtmlOnly => _commandCount.Count + _morphCount.Count == 0
        ? Html.WrittenSpan
        : throw new TemplateException(
            "A template that is rendered to HTML alone used verbs (Append, Alert, …) or Target, and nobody would run them. " +
            "Use Live.Render, which returns the commands.");

    /// <summary>The commands of this render: one morph for each target that HTML was written for, then what was collected.</summary>
    public CommandBatch ToBatch()
    {
        Complete();
        if (Html.Length > 0 && Target is null)
            ThrowNoTarget();
        return Target is null && _morphCount.Count + _commandCount.Count == 0 ? CommandBatch.Empty : BuildBatch(Target);
    }

    /// <summary>Writes a value of any type in the request's culture, encoded.</summary>
    public void WriteValue<T>(T value, string? format) => WriteValue(Html, value, format, CultureInfo.CurrentCulture);

    /// <summary>Writes a value of any type, encoded for text and for attributes.</summary>
    [SkipLocalsInit] // clearing the room for the characters costs more than most values
    public static void WriteValue<T>(PooledBuffer to, T value, string? format, IFormatProvider culture)
    {
        const int Room = 128;
        Span<char> chars = stackalloc char[Room];
        // The usual numbers by their type: asking a value for an interface allocates in unoptimized builds.
        var done = typeof(T) == typeof(int) ? Unsafe.As<T, int>(ref value).TryFormat(chars, out var written, format, culture)
            : typeof(T) == typeof(long) ? Unsafe.As<T, long>(ref value).TryFormat(chars, out written, format, culture)
            : typeof(T) == typeof(double) ? Unsafe.As<T, double>(ref value).TryFormat(chars, out written, format, culture)
            : typeof(T) == typeof(decimal) ? Unsafe.As<T, decimal>(ref value).TryFormat(chars, out written, format, culture)
            : TryFormat(value, chars, out written, format, culture);
        if (done)
            HtmlText.WriteAttribute(to, chars[..written]);
        else if (value is IFormattable formattable)
            HtmlText.WriteAttribute(to, formattable.ToString(format, culture));
        else
            HtmlText.WriteAttribute(to, value?.ToString() ?? "");
    }

    static bool TryFormat<T>(T value, Span<char> to, out int written, string? format, IFormatProvider culture)
    {
        // Asked twice in this form, the compiler sees through to the type and allocates nothing; with a variable it does.
        if (value is ISpanFormattable)
            return ((ISpanFormattable)value).TryFormat(to, out written, format, culture);
        written = 0;
        return false;
    }
}
