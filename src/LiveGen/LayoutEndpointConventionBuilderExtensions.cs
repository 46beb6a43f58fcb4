using LiveGen.LiveViews;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Puts pages into layouts.</summary>
public static class LayoutEndpointConventionBuilderExtensions
{
    /// <summary>
    /// Writes a layout around a page, or around all pages of a group. Links between pages that share a layout load only what
    /// stands inside it.
    /// </summary>
    /// <remarks>
    /// The layout is a method that takes the page as <c>Content</c>, beside services, <c>HttpContext</c>, <c>ClaimsPrincipal</c>
    /// and <c>CancellationToken</c>. It runs behind the page, so that it knows the <c>PageTitle</c>. Layouts nest: those of an
    /// outer group are outermost, and of two on one builder the first.
    /// </remarks>
    /// <example>
    /// <code>
    /// var shop = app.MapGroup("/shop").WithLayout(Shop.Layout);
    /// shop.MapLiveView("/cart", Cart.Page).RequireAuthorization();
    ///
    /// static void Layout(Content body)
    /// {
    ///     Doctype();
    ///     using var html = Html(lang: "en").Open();
    ///     Head(Title(PageTitle));
    ///     Body(Nav(…), Main(body, id: "content"));
    /// }
    /// </code>
    /// </example>
    /// <param name="builder">What <c>MapLiveView</c> or <c>MapGroup</c> returned.</param>
    /// <param name="layout">The method.</param>
    /// <param name="target">The id of the element that the layout puts the page into, alone.</param>
    /// <exception cref="InvalidOperationException">At the start: the method's parameters or its result are not a layout's.</exception>
    public static TBuilder WithLayout<TBuilder>(this TBuilder builder, Delegate layout, string target = "content")
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentException.ThrowIfNullOrEmpty(target);
        builder.Add(endpoint => endpoint.Metadata.Add(
            endpoint.ApplicationServices.GetRequiredService<Layouts>().Of(layout, target)));
        return builder;
    }
}
