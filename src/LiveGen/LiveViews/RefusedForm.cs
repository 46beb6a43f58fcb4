using System.Text;
using LiveGen.Commands;
using LiveGen.Templates;
using Microsoft.AspNetCore.Http;

namespace LiveGen.LiveViews;

/// <summary>As a feature of a request: the page is shown again for a form that was refused, with what stood in it and what is wrong.</summary>
/// <param name="Status">The response's.</param>
/// <param name="Action">The action's path, as seals have it.</param>
/// <param name="Args">The arguments of the form's callback.</param>
/// <param name="Values">What its fields say.</param>
/// <param name="Errors">What is wrong, by the fields' names.</param>
sealed record RefusedForm(int Status, string Action, string Args, IFormCollection Values, IReadOnlyDictionary<string, string[]> Errors)
{
    /// <summary>Answers with the page that the form stands in.</summary>
    public async Task ShowAsync(HttpContext http)
    {
        if (PageAddress.PartsOf(http.Request) is var (path, query) && PageRoute.Find(http, view: null, path) is { } page)
        {
            using (PageRoute.Enter(http, page, path, query))
            {
                if (CallbackAuthorization.For(page.Endpoint.Metadata) is not { } authorization || await authorization.IsAllowedAsync(http))
                {
                    http.Features.Set(this);
                    await page.Endpoint.RequestDelegate!(http);
                    return;
                }
            }
        }
        await PlainAnswer.WriteAsync(http, Status, Errors.SelectMany(error => error.Value.Select(text => error.Key.Length > 0 ? $"{error.Key}: {text}" : text)));
    }

    /// <summary>Puts values and errors into the page that is rendered.</summary>
    public void Fill(RenderContext render)
    {
        render.Http!.Response.StatusCode = Status; // not before: ASP.NET Core calls no handler once the status is an error
        var filled = new FormFiller(this, Encoding.UTF8.GetString(render.Html.WrittenSpan), render.Http.Request.PathBase).Fill();
        render.Html.Truncate(0);
        render.Html.Write(Encoding.UTF8.GetBytes(filled));
    }
}
