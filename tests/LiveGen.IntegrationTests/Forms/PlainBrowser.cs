using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using LiveGen.IntegrationTests.LiveViews;

namespace LiveGen.IntegrationTests.Forms;

/// <summary>A browser without scripts: it loads pages, keeps cookies, and posts forms as their HTML says.</summary>
sealed class PlainBrowser(ActionServer server)
{
    readonly CookieContainer _cookies = new();

    (string, string) Cookie => ("Cookie", _cookies.GetCookieHeader(server.Address));

    public HttpStatusCode Status { get; private set; }

    public string? Location { get; private set; }

    public IHtmlDocument Page { get; private set; } = null!;

    public string Value(string id) => ((IHtmlInputElement)Page.GetElementById(id)!).Value;

    public string Error(string name) => Page.QuerySelector($"#booking [data-livegen-error='{name}']")!.TextContent;

    public async Task GoAsync(string url) => await TakeAsync(await server.SendAsync(HttpMethod.Get, url, null, Cookie));

    /// <summary>The fields of a form as they stand, with others in their place; null leaves one out.</summary>
    public List<KeyValuePair<string, string>> Fields(string form, params (string Name, string? Value)[] changes)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var field in Page.QuerySelectorAll($"#{form} [name]").Where(field => !changes.Any(change => change.Name == field.GetAttribute("name"))))
        {
            var name = field.GetAttribute("name")!;
            if (field is IHtmlInputElement { Type: not ("checkbox" or "radio") } or IHtmlInputElement { IsChecked: true })
                fields.Add(new(name, ((IHtmlInputElement)field).Value));
            else if (field is IHtmlTextAreaElement text)
                fields.Add(new(name, text.Value));
            else if (field is IHtmlSelectElement select)
                fields.AddRange(select.Options.Where(option => option.IsSelected).Select(option => new KeyValuePair<string, string>(name, option.Value)));
        }
        fields.AddRange(from change in changes where change.Value is not null select new KeyValuePair<string, string>(change.Name, change.Value!));
        return fields;
    }

    public Task SubmitAsync(string form, params (string Name, string? Value)[] changes) => PostAsync(form, new FormUrlEncodedContent(Fields(form, changes)));

    public async Task PostAsync(string form, HttpContent content, params (string, string)[] headers)
    {
        var action = Page.GetElementById(form)!.GetAttribute("action")!;
        await TakeAsync(await server.SendAsync(HttpMethod.Post, action, content, [("Sec-Fetch-Site", "same-origin"), Cookie, .. headers]));
        content.Dispose();
    }

    async Task TakeAsync(HttpResponseMessage response)
    {
        Status = response.StatusCode;
        foreach (var cookie in response.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies : [])
            _cookies.SetCookies(server.Address, cookie);
        Location = response.Headers.Location?.OriginalString;
        Page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
        response.Dispose();
    }
}
