using System.Security.Cryptography;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace LiveGen.LiveViews;

/// <summary>
/// The browser runtime as it ships inside this assembly, its modules under one hash, so that browsers keep them for good,
/// and each compressed once.
/// </summary>
sealed class ClientRuntime
{
    const string Main = "livegen", Script = "text/javascript";

    readonly RuntimeFile[] _files =
    [
        .. Protocol.ClientModules.Select(name => new RuntimeFile(PathOf(name), Script, () => Protocol.ReadClientModule(name))),
        .. Protocol.PluginFiles.Select(name => new RuntimeFile(
            PluginPath(name), name.EndsWith(".css", StringComparison.Ordinal) ? "text/css" : Script, () => Protocol.ReadPluginFile(name))),
    ];

    /// <summary>Where a page's script is served, below the application's base path.</summary>
    public static string Path { get; } = PathOf(Main);

    /// <summary>What pages load on demand: names of modules, and where they are served below the application's base path.</summary>
    public static IReadOnlyList<(string Name, string Path)> Extras { get; } =
        [.. Protocol.ClientModules.Where(name => name != Main).Select(name => (name, PathOf(name)))];

    /// <summary>The one of <see cref="Extras"/> that runs sockets, which pages that open one load besides.</summary>
    public static string SocketsPath { get; } = PathOf("sockets");

    /// <summary>What shows developers the errors of their code, on pages in development.</summary>
    public static string DevelopmentPath { get; } = PluginPath("dev.js");

    /// <summary>What lets toasts go again.</summary>
    public static string ToastsPath { get; } = PluginPath("toasts.js");

    /// <summary>How toasts look.</summary>
    public static string ToastsStylePath { get; } = PluginPath("toasts.css");

    // Each by its own hash: no page talks to the server with them, so another one makes no page stale.
    static string PluginPath(string name)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Protocol.ReadPluginFile(name)))[..Protocol.Build.Length];
        return $"/_livegen/{name.Insert(name.LastIndexOf('.'), $".{hash}")}";
    }

    static string PathOf(string module) => $"/_livegen/{module}.{Protocol.Build}.js";

    /// <summary>Answers requests for the runtime and leaves all others alone.</summary>
    public Task ServeAsync(HttpContext http, RequestDelegate next)
    {
        // Not "equals": the application's UsePathBase takes the base off behind this middleware.
        var file = http.Request.Path.Value is { } path
            ? Array.Find(_files, file => path.EndsWith(file.Path, StringComparison.Ordinal)) : null;
        // Not awaited here: each open socket would hold this method's state.
        return file is not null && (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
            ? SendAsync(file, http)
            : next(http);
    }

    static async Task SendAsync(RuntimeFile file, HttpContext http)
    {
        var headers = new ResponseHeaders(http.Response.Headers)
        {
            ContentType = new MediaTypeHeaderValue(file.Type) { Charset = "utf-8" },
            CacheControl = new CacheControlHeaderValue
            {
                Public = true,
                MaxAge = TimeSpan.FromDays(365),
                Extensions = { new NameValueHeaderValue("immutable") },
            },
        };
        headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var body = Choose(file, http.Request, out var encoding);
        if (encoding is not null)
            http.Response.Headers.ContentEncoding = encoding;
        http.Response.ContentLength = body.Length;
        if (HttpMethods.IsGet(http.Request.Method))
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    static byte[] Choose(RuntimeFile file, HttpRequest request, out string? encoding)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        encoding = Accepts("br") ? "br" : Accepts("gzip") ? "gzip" : null;
        return (encoding switch { "br" => file.Brotli, "gzip" => file.Gzip, _ => file.Plain }).Value;

        bool Accepts(string name) =>
            accepted.Any(a => a.Value.Equals(name, StringComparison.OrdinalIgnoreCase) && a.Quality is not 0);
    }
}
