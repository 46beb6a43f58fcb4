using LiveGen.Commands;

namespace LiveGen.Templates;

/// <summary>
/// What an element function has just written: a handle to its bytes in the render, no object. Pass it on as a child, as
/// an argument of a callback (then only its id counts), open it with <see cref="Open"/>, or ignore it.
/// </summary>
/// <remarks>
/// Children must be used where they were made: <c>P(B("x"))</c> wraps the bytes that <c>B</c> has just written. An element
/// that was made earlier stands in the page already, or has left it with a verb, and using it as a child is an error.
/// </remarks>
public readonly struct Element
{
    internal readonly string? Id;
    readonly long _range;

    internal Element(HtmlRange range, string? id = null)
    {
        _range = range.Bits;
        Id = id;
    }

    internal HtmlRange Range => new(_range);

    /// <summary>The element as a callback's argument: its value is read in the browser when the event happens.</summary>
    /// <exception cref="TemplateException">The element has no id to be found by.</exception>
    public static implicit operator CallbackArg(Element element) => element.Id is { } id
        ? ClientValue.Of(id)
        : throw new TemplateException(
            "An element is used as a callback's argument, but it has no id to be found by in the browser. " +
            "Give it one: var name = Input(id: \"name\"); or pass This for the element that has the event.");

    internal bool IsEmpty => Range.IsEmpty;

    /// <summary>
    /// Takes back the closing tag, so that what follows becomes its content; disposing the result writes the tag:
    /// <c>using (Div(id: "x").Open()) { … }</c>.
    /// </summary>
    /// <exception cref="TemplateException">
    /// Something was written after the element, or it is a void element such as <c>br</c>.
    /// </exception>
    public Scope Open() => RenderContext.Current.Open(this);
}
