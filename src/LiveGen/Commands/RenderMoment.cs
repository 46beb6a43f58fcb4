using LiveGen.Wire;

namespace LiveGen.Commands;

/// <summary>
/// When a page was rendered, signed for it: <c>livegen.openSocket</c> carries it, and hello brings it back, so that what was sent
/// between the render and the first connect is not missed.
/// </summary>
static class RenderMoment
{
    const byte Kind = (byte)'t';

    public static string Sign(PageKey key, GroupPosition position) => PageSignature.Sign(key, Kind, path: "", position.ToString());

    /// <summary>The position; none when it is not this page's.</summary>
    public static GroupPosition Read(PageKey key, string signed) =>
        PageSignature.Read(key, Kind, path: "", signed) is { } text && GroupPosition.TryParse(text, out var position) ? position : default;
}
