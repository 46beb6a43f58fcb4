using Microsoft.AspNetCore.Http;

namespace LiveGen.LiveViews;

/// <summary>Gives back what somebody has uploaded, so that it cannot act as a page of the application.</summary>
public static class UserFile
{
    // Chromium's viewer is not allowed to show one in a sandbox; it runs in one of its own.
    const string Pdf = "application/pdf";

    // What browsers show without running anything of it.
    static readonly HashSet<string> s_shown = new(StringComparer.OrdinalIgnoreCase)
    {
        "image/png", "image/apng", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", Pdf, "text/plain",
        "audio/mpeg", "audio/ogg", "audio/wav", "audio/webm", "video/mp4", "video/ogg", "video/webm",
    };

    /// <summary>Answers with a file of a user's.</summary>
    /// <param name="content">Its bytes; disposed when they are sent.</param>
    /// <param name="contentType">Its type as the user declared it.</param>
    /// <param name="fileName">Its name, as the user gave it.</param>
    /// <param name="inline">
    /// Let the browser show it: only what cannot run (the common images, PDF, plain text, audio, video) is. Everything else, SVG
    /// and HTML included, is a download all the same.
    /// </param>
    public static IResult Serve(Stream content, string contentType, string fileName, bool inline = false)
    {
        ArgumentNullException.ThrowIfNull(content);
        var type = MediaType.Clean(contentType);
        var isShown = inline && s_shown.Contains(type);
        return new Sent(Results.Stream(content, s_shown.Contains(type) ? type : MediaType.Unknown,
            isShown ? null : UploadFileName.Clean(fileName), enableRangeProcessing: true), isSandboxed: type != Pdf);
    }

    sealed class Sent(IResult file, bool isSandboxed) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.XContentTypeOptions = "nosniff";
            if (isSandboxed)
                httpContext.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
            return file.ExecuteAsync(httpContext);
        }
    }
}
