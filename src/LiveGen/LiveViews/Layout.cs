using System.Security.Cryptography;
using System.Text;
using LiveGen.Templates;
using Microsoft.AspNetCore.Http;

namespace LiveGen.LiveViews;

/// <summary>Endpoint metadata: a method that writes what stands around pages. An endpoint's first one is the outermost.</summary>
sealed class Layout(LayoutHandler handler, string target, int sameMethods)
{
    const int HashCharacters = 10;

    /// <summary>
    /// Which layout this is, the same on every machine that runs this build, so that a page from before a deployment is loaded
    /// anew; and behind a hyphen its target, for the browser.
    /// </summary>
    public string Id { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        $"{handler.Method.Module.ModuleVersionId} {handler.Method.DeclaringType} {handler.Method} {sameMethods}")))[..HashCharacters]
        + '-' + Uri.EscapeDataString(target);

    /// <summary>The id of the element that pages are loaded into.</summary>
    public string Target => target;

    /// <summary>Writes the layout around what the current render has written.</summary>
    /// <param name="http">The request.</param>
    /// <param name="number">How many layouts stand around this one.</param>
    public async ValueTask RunAsync(HttpContext http, int number)
    {
        var body = RenderContext.Current.BeginLayout(number);
        await handler.InvokeAsync(http, body);
        RenderContext.Current.EndLayout(handler.Name, target);
    }
}
