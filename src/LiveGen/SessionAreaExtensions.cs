using LiveGen.LiveViews;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Divides session state by areas of an application.</summary>
public static class SessionAreaExtensions
{
    /// <summary>
    /// Gives the pages and actions of a group their own <c>SessionState&lt;T&gt;</c>: <c>app.MapGroup("/admin").WithSessionArea("admin")</c>.
    /// Endpoints without an area share one.
    /// </summary>
    /// <param name="builder">A group, a page or an action; of several, the innermost counts.</param>
    /// <param name="area">A name of your choice.</param>
    public static TBuilder WithSessionArea<TBuilder>(this TBuilder builder, string area) where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(area);
        return builder.WithMetadata(new SessionArea(area));
    }
}
