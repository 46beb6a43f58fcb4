using System.Globalization;
using System.Text;
using System.Text.Json;
using LiveGen.Commands;
using LiveGen.Templates;
using LiveGen.Wire;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace LiveGen.LiveViews;

/// <summary>A form that a browser posts by itself: read into the frame that the runtime would have sent.</summary>
/// <param name="Frame">The call.</param>
/// <param name="Args">The arguments as the form's hidden field has them, to know the form again.</param>
/// <param name="Values">What its fields say.</param>
sealed record PlainPost(ClientFrame Frame, string Args, IFormCollection Values)
{
    /// <summary>Of every call: there is one to a request.</summary>
    const int Id = 1;

    /// <summary>Whether the request is one: the runtime's calls have a header, which no form can send.</summary>
    public static bool Is(HttpRequest request) =>
        request.Headers["LiveGen"].Count == 0 && HttpMethods.IsPost(request.Method)
        && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Value is "application/x-www-form-urlencoded" or "multipart/form-data";

    /// <summary>Reads the form.</summary>
    /// <exception cref="BadHttpRequestException">It is none of our pages' forms, or larger than it may be; with the status to answer.</exception>
    public static async Task<PlainPost> ReadAsync(HttpRequest request, LiveGenOptions options)
    {
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge })
        {
            throw new BadHttpRequestException("What was sent is larger than it may be.", StatusCodes.Status413PayloadTooLarge, e);
        }
        try
        {
            // Of a form from elsewhere nothing is looked at.
            await request.HttpContext.RequestServices.GetRequiredService<IAntiforgery>().ValidateRequestAsync(request.HttpContext);
        }
        catch (AntiforgeryValidationException e)
        {
            throw new BadHttpRequestException(
                "This form could not be verified: it was not sent from this page, or cookies are blocked, or somebody else has signed in since. " +
                "Nothing was done. Go back, load the page again, and send it once more.", StatusCodes.Status400BadRequest, e);
        }
        try
        {
            using var call = JsonDocument.Parse(form[PlainForms.Field].ToString(), new JsonDocumentOptions { MaxDepth = options.MaxJsonDepth });
            return Read(request, form, call.RootElement, options);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or MalformedFrameException)
        {
            throw new BadHttpRequestException("This is not a form of one of our pages. Nothing was done.", StatusCodes.Status400BadRequest, e);
        }
    }

    static PlainPost Read(HttpRequest request, IFormCollection form, JsonElement call, LiveGenOptions options)
    {
        // As the runtime would say it: views and redirects ask for it.
        request.Headers[PageAddress.Header] = call.GetProperty("page").GetString();
        var args = call.GetProperty("args");
        var values = new PlainFormValues(form);
        var texts = args.EnumerateArray().Select(arg => arg[0].GetString() == "v" ? arg[1].GetString()
            : arg.GetArrayLength() > 1 ? values.FieldJson(arg[1].GetString()!)
            : values.FormJson());
        var frame = string.Create(CultureInfo.InvariantCulture,
            $"[\"callback\",{Id},null,[{string.Join(',', texts)}],null,{call.GetProperty("seal").GetRawText()},{call.GetProperty("token").GetRawText()}]");
        var bytes = Encoding.UTF8.GetBytes(frame);
        if (bytes.Length > options.MaxFrameBytes)
            throw new BadHttpRequestException("What was sent is larger than it may be.", StatusCodes.Status413PayloadTooLarge);
        values.UseFiles(request);
        return new PlainPost(ClientFrameReader.Read(bytes, options.MaxJsonDepth), args.GetRawText(), form);
    }
}
