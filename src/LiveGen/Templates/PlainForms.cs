using System.Text.Json;
using LiveGen.Commands;
using LiveGen.Wire;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.Templates;

/// <summary>
/// As a feature of a request: it is answered with a whole page, whose forms can be posted without the runtime. They carry what the
/// runtime would send along, and ASP.NET Core's antiforgery token.
/// </summary>
sealed class PlainForms(HttpContext http)
{
    /// <summary>The field that holds seal, constants, token and the page's address.</summary>
    public const string Field = "__livegen";

    AntiforgeryTokenSet? _antiforgery;
    string? _token;

    /// <summary>The url of an action's callback.</summary>
    public static string UrlOf(ReadOnlySpan<byte> callback)
    {
        var reader = At("post"u8, callback);
        return reader.GetString()!;
    }

    /// <summary>Writes the hidden fields of a form.</summary>
    /// <param name="to">Behind the form's opening tag.</param>
    /// <param name="callback">The JSON of its callback.</param>
    /// <param name="key">What it is sealed with.</param>
    public void WriteFields(PooledBuffer to, ReadOnlySpan<byte> callback, PageKey key)
    {
        using var call = new PooledBuffer();
        call.Write("{\"args\":"u8);
        var args = At("args"u8, callback);
        var start = (int)args.TokenStartIndex;
        args.Skip();
        call.Write(callback[start..(int)args.BytesConsumed]);
        call.Write(",\"seal\":"u8);
        JsonText.WriteString(call, At("seal"u8, callback).GetString()!);
        call.Write(",\"token\":"u8);
        JsonText.WriteString(call, _token ??= http.RequestServices.GetRequiredService<PageTokens>().Issue(key, http.User));
        call.Write(",\"page\":"u8);
        JsonText.WriteString(call, http.Request.GetEncodedPathAndQuery());
        call.WriteByte((byte)'}');

        to.Write("<input type=\"hidden\" name=\"__livegen\" value='"u8);
        HtmlText.WriteJsonAttribute(to, call.WrittenSpan);
        to.Write("'>"u8);
        if (Antiforgery() is not { RequestToken: { } token } tokens)
            return;
        HtmlText.WriteAttribute(to, "<input type=\"hidden\" name=\""u8, tokens.FormFieldName);
        HtmlText.WriteAttribute(to, " value=\""u8, token);
        to.WriteByte((byte)'>');
    }

    // Its cookie goes with the page, which is therefore still to be sent.
    AntiforgeryTokenSet? Antiforgery()
    {
        if (_antiforgery is not null || http.Response.HasStarted)
            return _antiforgery;
        var headers = http.Response.Headers;
        var (cache, pragma) = (headers.CacheControl, headers.Pragma);
        _antiforgery = http.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(http);
        // It forbids to keep the page at all, also for the way back in the history. The page says itself that it is private.
        (headers.CacheControl, headers.Pragma) = (cache, pragma);
        return _antiforgery;
    }

    static Utf8JsonReader At(ReadOnlySpan<byte> name, ReadOnlySpan<byte> callback)
    {
        var reader = new Utf8JsonReader(callback);
        reader.Read();
        while (reader.Read() && !reader.ValueTextEquals(name))
        {
            reader.Read();
            reader.Skip();
        }
        reader.Read();
        return reader;
    }
}
