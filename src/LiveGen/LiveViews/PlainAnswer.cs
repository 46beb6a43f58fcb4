using System.Net;
using Microsoft.AspNetCore.Http;

namespace LiveGen.LiveViews;

/// <summary>What a person without scripts is shown where there is no page to show: a text, and the way back.</summary>
static class PlainAnswer
{
    public static Task WriteAsync(HttpContext http, int status, params IEnumerable<string> texts)
    {
        var response = http.Response;
        ActionAnswer.SetHeaders(response);
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        var page = PageAddress.Of(http.Request) ?? http.Request.PathBase.Add("/").ToUriComponent();
        return response.WriteAsync(
            "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Not sent</title></head><body><main><h1>Not sent</h1>" +
            string.Concat(texts.Select(text => $"<p>{WebUtility.HtmlEncode(text)}</p>")) +
            $"<p><a href=\"{WebUtility.HtmlEncode(page)}\">Back to the page</a></p></main></body></html>", http.RequestAborted);
    }
}
