using LiveGen.LiveViews;

namespace Microsoft.AspNetCore.Builder;

/// <summary>What an action takes of files.</summary>
public static class UploadEndpointConventionBuilderExtensions
{
    /// <summary>
    /// Limits the files of an action, or of all actions of a group. The page checks them before it sends, the server while the
    /// files arrive: too much is answered with 413, the wrong thing with 422, each with a text at the field, and the handler does not run.
    /// </summary>
    /// <example>
    /// <code>
    /// app.MapAction("/photos/save", Photos.Save).WithUploads(maxBytes: 10_000_000, maxFiles: 5, accept: "image/*,.pdf");
    /// </code>
    /// </example>
    /// <param name="builder">From <c>MapAction</c>, or a group.</param>
    /// <param name="maxBytes">The largest file. Default <c>LiveGenOptions.MaxUploadBytes</c>.</param>
    /// <param name="maxFiles">Files in one call. Default <c>LiveGenOptions.MaxUploadFiles</c>.</param>
    /// <param name="maxTotalBytes">All files of one call. Default <c>LiveGenOptions.MaxUploadTotalBytes</c>, but at least <paramref name="maxBytes"/>.</param>
    /// <param name="accept">
    /// Types and extensions as in HTML's <c>accept</c>. The content must be of the declared type too, for the common kinds of images, PDF
    /// and ZIP. SVG, which can run scripts, is not an <c>image/*</c> here: name it if you want it. Default: every type.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="accept"/> is not such a list.</exception>
    public static TBuilder WithUploads<TBuilder>(
        this TBuilder builder, long? maxBytes = null, int? maxFiles = null, long? maxTotalBytes = null, string? accept = null)
        where TBuilder : IEndpointConventionBuilder
    {
        Positive(maxBytes, nameof(maxBytes));
        Positive(maxFiles, nameof(maxFiles));
        Positive(maxTotalBytes, nameof(maxTotalBytes));
        var limits = new UploadLimits(maxBytes, maxFiles, maxTotalBytes, accept is null ? null : new AcceptedTypes(accept));
        builder.Add(endpoint => endpoint.Metadata.Add(limits));
        return builder;
    }

    static void Positive(long? value, string parameter)
    {
        if (value <= 0)
            throw new ArgumentOutOfRangeException(parameter, value, "A limit is more than zero. Leave it out for the application's default.");
    }
}
