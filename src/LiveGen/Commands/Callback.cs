namespace LiveGen.Commands;

/// <summary>
/// What an event calls, for <c>onclick:</c> and the other events: made by <c>socket.Callback&lt;TMessage&gt;(…)</c>. It stands as
/// data in the HTML, so it works wherever the element goes. One callback may be given to many elements of the same render.
/// </summary>
public readonly struct Callback
{
    internal readonly long Render;
    internal readonly int Start;
    internal readonly int End;

    internal Callback(long render, int start, int end)
    {
        Render = render;
        Start = start;
        End = end;
    }

    internal bool IsSet => End > 0;
}
