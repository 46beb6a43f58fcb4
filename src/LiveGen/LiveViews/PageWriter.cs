using System.Buffers;
using LiveGen.Commands;
using LiveGen.Templates;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.LiveViews;

/// <summary>Sends a page: its HTML, with the runtime's script in the head and the first batch at the end of the body.</summary>
static class PageWriter
{
    public static void Write(RenderContext render, HttpContext http, IReadOnlyList<Layout> layouts)
    {
        var html = render.Html.WrittenSpan;
        using var head = new PooledBuffer();
        using var body = new PooledBuffer();
        WriteScript(head, http, ClientRuntime.Path);
        if (render.IsDevelopment)
            WriteScript(head, http, ClientRuntime.DevelopmentPath);
        render.Plugins?.WriteHead(head, http);
        var batch = render.PageBatch();
        // The runtime asks for it when it runs the first batch, and the page's sockets would be a round trip late.
        if (batch.Json.Span.IndexOf("[\"livegen.openSocket\","u8) >= 0)
            WritePreload(head, http, ClientRuntime.SocketsPath);
        WriteIsland(body, render, batch, layouts, http);

        var script = PageStructure.ScriptPlace(html);
        // Never ahead of the script: a page may be nothing but a head.
        var island = Math.Max(script, PageStructure.BatchPlace(html));

        var response = http.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = html.Length + head.Length + body.Length;
        if (response.Headers.CacheControl.Count == 0)
            response.Headers.CacheControl = "no-cache, private"; // each page has its own state; "no-store" would end bfcache
        if (HttpMethods.IsHead(http.Request.Method))
            return;
        var output = response.BodyWriter;
        output.Write(html[..script]);
        output.Write(head.WrittenSpan);
        output.Write(html[script..island]);
        output.Write(body.WrittenSpan);
        output.Write(html[island..]);
    }

    static void WriteScript(PooledBuffer to, HttpContext http, string path)
    {
        to.Write("<script type=\"module\" src=\""u8);
        WriteAddress(to, http, path);
        to.Write("></script>"u8);
    }

    static void WritePreload(PooledBuffer to, HttpContext http, string path)
    {
        to.Write("<link rel=\"modulepreload\" href=\""u8);
        WriteAddress(to, http, path);
        to.Write(">"u8);
    }

    // The policy asks of both the same.
    static void WriteAddress(PooledBuffer to, HttpContext http, string path)
    {
        HtmlText.WriteAttribute(to, http.Request.PathBase.ToUriComponent());
        HtmlText.WriteAttribute(to, path);
        if (ScriptNonce.Of(http) is { } nonce)
        {
            to.Write("\" nonce=\""u8);
            HtmlText.WriteAttribute(to, nonce);
        }
        to.Write("\""u8);
    }

    static void WriteIsland(PooledBuffer to, RenderContext render, CommandBatch batch, IReadOnlyList<Layout> layouts, HttpContext http)
    {
        to.Write("<script type=\"application/json\" id=\"livegen\">{\"v\":"u8);
        JsonValue.Write(to, Protocol.Version);
        to.Write(",\"build\":"u8);
        JsonText.WriteString(to, Protocol.Build);
        to.Write(render.IsDevelopment ? ",\"dev\":true"u8 : ",\"dev\":false"u8);
        WriteToken(to, http);
        PartialLoad.WriteLayouts(to, layouts);
        WriteExtras(to, http.Request.PathBase.ToUriComponent());
        to.Write(",\"commands\":"u8);
        JsonText.WriteIsland(to, batch.Json.Span);
        to.Write("}</script>"u8);
    }

    static void WriteExtras(PooledBuffer to, string pathBase)
    {
        to.Write(",\"extras\":{"u8);
        for (var i = 0; i < ClientRuntime.Extras.Count; i++)
        {
            if (i > 0)
                to.WriteByte((byte)',');
            var (name, path) = ClientRuntime.Extras[i];
            JsonText.WriteString(to, name);
            to.WriteByte((byte)':');
            JsonText.WriteString(to, pathBase + path);
        }
        to.WriteByte((byte)'}');
    }

    /// <summary>Writes the member with the page's token; nothing for a page without callbacks and sockets: it sends nothing back.</summary>
    public static void WriteToken(PooledBuffer to, HttpContext http)
    {
        if (http.Features.Get<PageKey>() is not { } key)
            return;
        to.Write(",\"token\":"u8);
        JsonText.WriteString(to, http.RequestServices.GetRequiredService<PageTokens>().Issue(key, http.User));
    }
}
