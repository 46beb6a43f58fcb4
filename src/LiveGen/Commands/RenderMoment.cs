using LiveGen.Wire;

namespace LiveGen.Commands;

/// <summary>
/// When a page was rendered, signed for it: <c>livegen.openSocket</c> carries it, and hello brings it back, so that what was sent
/// between the render and the first connect is not missed.
/// </summary>
static class RenderMoment
{
    const byte Kind = (byte)'t';

    // The layer had not heard from the others. Said, and not left out: who says nothing begins where its groups stand.
    const string Unknown = "-";

    public static string Sign(PageKey key, GroupPosition position) =>
        PageSignature.Sign(key, Kind, path: "", position.IsNone ? Unknown : position.ToString());

    /// <summary>The position, none when it was not known; null when this is not of this page.</summary>
    public static GroupPosition? Read(PageKey key, string signed) => PageSignature.Read(key, Kind, path: "", signed) switch
    {
        Unknown => default(GroupPosition),
        { } text when GroupPosition.TryParse(text, out var position) => position,
        _ => null,
    };
}
