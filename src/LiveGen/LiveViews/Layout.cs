using System.Security.Cryptography;
using System.Text;
using LiveGen.Templates;
using Microsoft.AspNetCore.Http;

namespace LiveGen.LiveViews;

/// <summary>Endpoint metadata: a method that writes what stands around pages. An endpoint's first one is the outermost.</summary>
sealed class Layout(LayoutHandler handler, string target, int sameMethods)
{
    const int IdCharacters = 10;

    /// <summary>
    /// Which layout this is, the same on every machine that runs this build: pages that were loaded around another one are
    /// loaded anew after a deployment.
    /// </summary>
    public string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{handler.Method.Module.ModuleVersionId} {handler.Method.DeclaringType} {handler.Method} {target} {sameMethods}")))[..IdCharacters];

    /// <summary>The id of the element that pages are loaded into.</summary>
    public string Target => target;

    /// <summary>Writes the layout around what the current render has written.</summary>
    public async ValueTask RunAsync(HttpContext http)
    {
        var body = RenderContext.Current.BeginLayout();
        await handler.InvokeAsync(http, body);
        RenderContext.Current.EndLayout(handler.Name, target);
    }
}
