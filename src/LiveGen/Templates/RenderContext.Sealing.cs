using LiveGen.Commands;
using LiveGen.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.Templates;

// Callbacks are sealed when they are made: with the page's own key, or with a shared one when the HTML goes to many pages.
sealed partial class RenderContext
{
    readonly PooledBuffer _sealed = new();
    PageKey? _key;
    string? _sealedUrl, _sealedPath;

    // Where the channel layer stood when this render began, before its template has read anything; null where there is no layer.
    GroupPosition? _moment;

    /// <summary>Whether what is rendered may go to several pages.</summary>
    bool IsShared { get; set; }

    /// <summary>What callbacks of this render are sealed with; found when the first one is made.</summary>
    public PageKey SealingKey
    {
        get => _key ??= FindKey();
        set => _key = value;
    }

    /// <summary>
    /// Gives the page a token, for the sockets that it opens; and tells when the page was rendered, signed for it. Null when there is no
    /// channel layer, or this goes to many pages.
    /// </summary>
    public string? UsePageKey()
    {
        if (Http is null || IsShared)
            return null;
        var key = OwnKey(Http.Features);
        return key == PageKey.None || _moment is not { } moment ? null : RenderMoment.Sign(key, moment);
    }

    Sealing SealingOf(SealKind kind, string url)
    {
        var key = SealingKey;
        if (!ReferenceEquals(url, _sealedUrl)) // many callbacks of one socket come after another
        {
            _sealedPath = SealedPath.Of(url, Http?.Request.PathBase ?? default);
            _sealedUrl = url;
        }
        return new Sealing(key, kind, _sealedPath!, _sealed);
    }

    PageKey FindKey()
    {
        if (Http is null)
            throw new TemplateException(
                "A callback is made here, but this render belongs to no request: nothing says with which key it is sealed, or which " +
                "pages may use it. Make callbacks in a handler given to MapLiveView or MapAction, in a consumer, or in a Live.Render inside of these.");
        var own = IsShared ? PageKey.None : OwnKey(Http.Features);
        return own != PageKey.None ? own : Http.RequestServices.GetRequiredService<SharedKeys>().Current;
    }

    // An action's and a socket's is known before anything renders: a page that has none yet is being rendered.
    static PageKey OwnKey(Microsoft.AspNetCore.Http.Features.IFeatureCollection features)
    {
        if (features.Get<PageKey>() is { } known)
            return known;
        var key = PageKey.Create();
        features.Set(key);
        return key;
    }

    void ClearSealing()
    {
        _key = null;
        _sealedUrl = _sealedPath = null;
        IsShared = false;
        _moment = null;
    }
}
