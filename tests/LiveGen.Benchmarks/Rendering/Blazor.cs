using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveGen.Benchmarks.Rendering;

/// <summary>
/// Blazor's static rendering: a renderer for each page, as a server has one for each request, since it keeps what it
/// rendered until it is disposed.
/// </summary>
sealed class Blazor
{
    static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    readonly ServiceProvider _services = new ServiceCollection()
        .AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)
        .BuildServiceProvider();

    readonly StreamWriter _text;

    public Blazor(OutputStream output) => _text = new StreamWriter(output, s_utf8, bufferSize: 16 * 1024);

    public void Render<TComponent>() where TComponent : IComponent => RenderAsync<TComponent>().GetAwaiter().GetResult();

    async Task RenderAsync<TComponent>() where TComponent : IComponent
    {
        await using var renderer = new HtmlRenderer(_services, NullLoggerFactory.Instance);
        await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync<TComponent>();
            root.WriteHtmlTo(_text);
        });
        _text.Flush();
    }
}
