using System.Buffers;
using LiveGen.Commands;
using LiveGen.Templates;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace LiveGen.LiveViews;

/// <summary>
/// A page that is asked for by one in the browser which shares layouts with it: only what stands inside them is sent.
/// <c>docs/protocol.md</c> §9.
/// </summary>
static class PartialLoad
{
    const string Mark = "LiveGen", AnewHeader = "LiveGen-Render", LayoutsHeader = "LiveGen-Layouts", BuildHeader = "LiveGen-Build", TokenHeader = "LiveGen-Token";

    /// <summary>Whether a page asks for what it could take in.</summary>
    public static bool IsAsked(HttpRequest request) => request.Headers[Mark] == "1" && request.Headers.ContainsKey(LayoutsHeader);

    /// <summary>How many layouts, from the outermost on, stand in the browser already; 0 when the whole page is to be sent.</summary>
    public static int SharedLayouts(HttpContext http, IReadOnlyList<Layout> layouts)
    {
        var headers = http.Request.Headers;
        if (headers[AnewHeader] == "1")
        {
            KeepsKey(http); // the page takes itself in whole, but for what patches leave alone
            return 0;
        }
        if (headers[Mark] != "1" || headers[BuildHeader] != Protocol.Build)
            return 0;
        var present = headers[LayoutsHeader].ToString().Split(',', StringSplitOptions.TrimEntries);
        var shared = 0;
        while (shared < layouts.Count && shared < present.Length && layouts[shared].Id == present[shared])
            shared++;
        return shared > 0 && KeepsKey(http) ? shared : 0;
    }

    // What stays in the browser was sealed by its page's key, so what comes to it is sealed by the same one.
    static bool KeepsKey(HttpContext http)
    {
        if (http.RequestServices.GetRequiredService<PageTokens>().Read(http.Request.Headers[TokenHeader], http.User, out _) is not { } key)
            return false; // somebody else's by now, or too old: the whole page is sent, with one of its own
        http.Features.Set(key);
        return true;
    }

    /// <summary>One address has two answers.</summary>
    public static void Vary(HttpResponse response) => response.Headers.Append(HeaderNames.Vary, $"{Mark}, {LayoutsHeader}");

    /// <summary>Sends what stands inside the shared layouts, then what the page is now.</summary>
    public static void Write(RenderContext render, HttpContext http, IReadOnlyList<Layout> layouts, int shared)
    {
        using var frames = new PooledBuffer();
        frames.Write("[[\"commands\",[[\"livegen.morph\","u8);
        JsonText.WriteString(frames, layouts[shared - 1].Target);
        frames.WriteByte((byte)',');
        JsonText.WriteString(frames, render.Html.WrittenSpan);
        frames.WriteByte((byte)']');
        var batch = render.PageBatch();
        if (!batch.IsEmpty)
        {
            frames.WriteByte((byte)',');
            frames.Write(batch.Json.Span[1..^1]);
        }
        frames.Write("]],[\"page\",{\"title\":"u8);
        if (render.Title is { } title)
            JsonText.WriteString(frames, title);
        else
            frames.Write("null"u8);
        WriteLayouts(frames, layouts);
        frames.Write("}]]"u8);

        var response = http.Response;
        response.ContentType = "application/json";
        response.ContentLength = frames.Length;
        response.Headers[BuildHeader] = Protocol.Build;
        response.Headers.CacheControl = "no-store"; // the browser must never show it in the place of the page
        if (!HttpMethods.IsHead(http.Request.Method))
            response.BodyWriter.Write(frames.WrittenSpan);
    }

    /// <summary>Writes the member that tells the browser which layouts a page is in; nothing for a page without.</summary>
    public static void WriteLayouts(PooledBuffer to, IReadOnlyList<Layout> layouts)
    {
        if (layouts.Count == 0)
            return;
        to.Write(",\"layouts\":["u8);
        for (var i = 0; i < layouts.Count; i++)
        {
            if (i > 0)
                to.WriteByte((byte)',');
            JsonText.WriteString(to, layouts[i].Id);
        }
        to.WriteByte((byte)']');
    }
}
