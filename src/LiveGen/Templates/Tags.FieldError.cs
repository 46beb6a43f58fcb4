namespace LiveGen.Templates;

public static partial class Tags
{
    /// <summary>
    /// The place for what is wrong with a field: <c>Input(id: "name", name: "Name"); FieldError("Name");</c>. It is empty, and not
    /// shown, until a submit is refused; then the field is marked as invalid and described by it.
    /// </summary>
    /// <param name="name">
    /// The field's name, such as <c>Address.Street</c>; empty for what is wrong with the form as a whole, or with what has no place
    /// of its own.
    /// </param>
    /// <param name="_">Nothing: what follows is given by name.</param>
    /// <param name="id">Its id; default <c>{name}-error</c>. Give one where two forms of a page have fields of one name.</param>
    /// <param name="class">CSS classes.</param>
    public static Element FieldError(string name, NamedOnly _ = default, string? id = null, Classes @class = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        id ??= name.Length > 0 ? $"{name}-error" : "form-error";
        // A field's error is read with the field, which has the focus or gets it; the form's own interrupts.
        return name.Length > 0
            ? Span(id: id, @class: @class, data: [("livegen-error", name)], aria: [("live", "polite")])
            : Div(id: id, @class: @class, data: [("livegen-error", name)], role: "alert");
    }
}
