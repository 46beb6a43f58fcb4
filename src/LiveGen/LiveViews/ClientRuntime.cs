using System.IO.Compression;
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
    const string Main = "livegen";

    sealed class Module(string name)
    {
        public string Path { get; } = PathOf(name);
        public Lazy<byte[]> Plain { get; } = new(() => Protocol.ReadClientModule(name));
        public Lazy<byte[]> Brotli => field ??= new(() => Compress(to => new BrotliStream(to, CompressionLevel.SmallestSize)));
        public Lazy<byte[]> Gzip => field ??= new(() => Compress(to => new GZipStream(to, CompressionLevel.SmallestSize)));

        byte[] Compress(Func<Stream, Stream> open)
        {
            using var compressed = new MemoryStream();
            using (var stream = open(compressed))
                stream.Write(Plain.Value);
            return compressed.ToArray();
        }
    }

    readonly Module[] _modules = [.. Protocol.ClientModules.Select(name => new Module(name))];

    /// <summary>Where a page's script is served, below the application's base path.</summary>
    public static string Path { get; } = PathOf(Main);

    /// <summary>What pages load on demand: names of modules, and where they are served below the application's base path.</summary>
    public static IReadOnlyList<(string Name, string Path)> Extras { get; } =
        [.. Protocol.ClientModules.Where(name => name != Main).Select(name => (name, PathOf(name)))];

    static string PathOf(string module) => $"/_livegen/{module}.{Protocol.Build}.js";

    /// <summary>Answers requests for the runtime and leaves all others alone.</summary>
    public async Task ServeAsync(HttpContext http, RequestDelegate next)
    {
        // Not "equals": the application's UsePathBase takes the base off behind this middleware.
        var module = http.Request.Path.Value is { } path
            ? Array.Find(_modules, module => path.EndsWith(module.Path, StringComparison.Ordinal)) : null;
        if (module is null || !(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)))
        {
            await next(http);
            return;
        }
        var headers = new ResponseHeaders(http.Response.Headers)
        {
            ContentType = new MediaTypeHeaderValue("text/javascript") { Charset = "utf-8" },
            CacheControl = new CacheControlHeaderValue
            {
                Public = true,
                MaxAge = TimeSpan.FromDays(365),
                Extensions = { new NameValueHeaderValue("immutable") },
            },
        };
        headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        http.Response.Headers.XContentTypeOptions = "nosniff";
        var body = Choose(module, http.Request, out var encoding);
        if (encoding is not null)
            http.Response.Headers.ContentEncoding = encoding;
        http.Response.ContentLength = body.Length;
        if (HttpMethods.IsGet(http.Request.Method))
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    static byte[] Choose(Module module, HttpRequest request, out string? encoding)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        encoding = Accepts("br") ? "br" : Accepts("gzip") ? "gzip" : null;
        return (encoding switch { "br" => module.Brotli, "gzip" => module.Gzip, _ => module.Plain }).Value;

        bool Accepts(string name) =>
            accepted.Any(a => a.Value.Equals(name, StringComparison.OrdinalIgnoreCase) && a.Quality is not 0);
    }
}
