using System.IO.Compression;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace LiveGen.LiveViews;

/// <summary>
/// The browser runtime as it ships inside this assembly: hashed, so that browsers keep it for good, and compressed once.
/// </summary>
sealed class ClientRuntime
{
    readonly byte[] _plain;
    readonly Lazy<byte[]> _brotli;
    readonly Lazy<byte[]> _gzip;

    public ClientRuntime()
    {
        using var source = typeof(ClientRuntime).Assembly.GetManifestResourceStream("livegen.js")
            ?? throw new InvalidOperationException(
                "The browser runtime is missing from this build of LiveGen. Run npm run build and build again.");
        using var copy = new MemoryStream();
        source.CopyTo(copy);
        _plain = copy.ToArray();
        _brotli = new(() => Compress(to => new BrotliStream(to, CompressionLevel.SmallestSize)));
        _gzip = new(() => Compress(to => new GZipStream(to, CompressionLevel.SmallestSize)));
    }

    /// <summary>Where it is served, below the application's base path.</summary>
    public static string Path { get; } = $"/_livegen/livegen.{Protocol.Build}.js";

    /// <summary>Answers requests for the runtime and leaves all others alone.</summary>
    public async Task ServeAsync(HttpContext http, RequestDelegate next)
    {
        // Not "equals": the application's UsePathBase takes the base off behind this middleware.
        if (http.Request.Path.Value?.EndsWith(Path, StringComparison.Ordinal) != true
            || !(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)))
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
        var body = Choose(http.Request, out var encoding);
        if (encoding is not null)
            http.Response.Headers.ContentEncoding = encoding;
        http.Response.ContentLength = body.Length;
        if (HttpMethods.IsGet(http.Request.Method))
            await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    byte[] Choose(HttpRequest request, out string? encoding)
    {
        var accepted = request.GetTypedHeaders().AcceptEncoding;
        encoding = Accepts("br") ? "br" : Accepts("gzip") ? "gzip" : null;
        return encoding switch { "br" => _brotli.Value, "gzip" => _gzip.Value, _ => _plain };

        bool Accepts(string name) =>
            accepted.Any(a => a.Value.Equals(name, StringComparison.OrdinalIgnoreCase) && a.Quality is not 0);
    }

    byte[] Compress(Func<Stream, Stream> open)
    {
        using var compressed = new MemoryStream();
        using (var stream = open(compressed))
            stream.Write(_plain);
        return compressed.ToArray();
    }
}
