using System.Buffers;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.Tests.Templates;

/// <summary>Renders for the tests: as text, as a parsed element, in development.</summary>
static class Rendered
{
    static readonly IServiceProvider s_development = new ServiceCollection()
        .AddSingleton(new RenderSettings(IsDevelopment: true, MaxRenderBytes: 1 << 20))
        .BuildServiceProvider();

    public static string Of(Action template) => Live.RenderHtml(template);

    /// <summary>Renders with the checks that are errors in development only.</summary>
    public static string InDevelopment(Action template)
    {
        var html = new ArrayBufferWriter<byte>();
        AmbientRender.RunHtml(template, DevelopmentRequest(), html, static (render, to) => to.Write(render.HtmlOnly));
        return Encoding.UTF8.GetString(html.WrittenSpan);
    }

    /// <summary>The commands of a template, with the checks that are errors in development only.</summary>
    public static CommandBatch CommandsInDevelopment(Action template, string? target = null) =>
        AmbientRender.Run(template, DevelopmentRequest(), target);

    /// <summary>The commands of a template in an application with a small limit.</summary>
    public static CommandBatch CommandsWithin(int maxRenderBytes, Action template, string? target = null)
    {
        var settings = new RenderSettings(IsDevelopment: false, maxRenderBytes);
        using var services = new ServiceCollection().AddSingleton(settings).BuildServiceProvider();
        return AmbientRender.Run(template, new DefaultHttpContext { RequestServices = services }, target);
    }

    static DefaultHttpContext DevelopmentRequest() => new() { RequestServices = s_development };

    /// <summary>What a parser makes of a template that writes one element.</summary>
    public static IElement Parsed(Action template) => Assert.Single(Body(Of(template)).Children);

    public static IElement Body(string html) => new HtmlParser().ParseDocument("<body>" + html).Body!;

    public static void Is(string expected, Action template) => Assert.Equal(expected, Of(template));

    /// <summary>The message of the error that a template must end with.</summary>
    public static string ErrorOf(Action template) => Assert.Throws<TemplateException>(() => Of(template)).Message;

    public static string DevelopmentErrorOf(Action template) =>
        Assert.Throws<TemplateException>(() => InDevelopment(template)).Message;
}
