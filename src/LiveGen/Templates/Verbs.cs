using LiveGen.Commands;

namespace LiveGen.Templates;

/// <summary>
/// What a page can be told, as functions: each adds a command to the current render's batch. Targets are ids. What each
/// command does in the browser, and what it does when its target is not there, says <c>docs/protocol.md</c> §2.
/// </summary>
public static partial class Verbs
{
    /// <summary>Makes the children of the target equal the contents, keeping focus and what people typed.</summary>
    public static void Morph(string target, params ReadOnlySpan<Content> contents) => Html("livegen.morph"u8, target, contents);

    /// <summary>Makes the target element itself equal the content.</summary>
    public static void Replace(string target, params ReadOnlySpan<Content> contents) => Html("livegen.replace"u8, target, contents);

    /// <summary>Adds contents as the target's last children; one whose id is there already updates that one.</summary>
    public static void Append(string target, params ReadOnlySpan<Content> contents) => Html("livegen.append"u8, target, contents);

    /// <summary>Adds contents as the target's first children; one whose id is there already updates that one.</summary>
    public static void Prepend(string target, params ReadOnlySpan<Content> contents) => Html("livegen.prepend"u8, target, contents);

    /// <summary>Adds contents before the target.</summary>
    public static void Before(string target, params ReadOnlySpan<Content> contents) => Html("livegen.before"u8, target, contents);

    /// <summary>Adds contents after the target.</summary>
    public static void After(string target, params ReadOnlySpan<Content> contents) => Html("livegen.after"u8, target, contents);

    /// <summary>Removes the target.</summary>
    public static void Remove(string target) => Add("livegen.remove"u8, target);

    /// <summary>Hides the target; it takes no room.</summary>
    public static void Hide(string target) => Add("livegen.hide"u8, target);

    /// <summary>Shows a target that <see cref="Hide"/> hid.</summary>
    public static void Display(string target) => Add("livegen.display"u8, target);

    /// <summary>Shows a target that <see cref="Hidden"/> made invisible.</summary>
    public static void Visible(string target) => Add("livegen.visible"u8, target);

    /// <summary>Makes the target invisible; its room stays.</summary>
    public static void Hidden(string target) => Add("livegen.hidden"u8, target);

    /// <summary>Sets a field's value, also while somebody edits it; null clears it, a list selects several options.</summary>
    public static void SetValue(string target, object? value)
    {
        RequireTarget(target);
        var command = Begin("livegen.setValue"u8);
        command.Argument(target);
        command.Argument(value);
        command.End();
    }

    /// <summary>Resets a form to what the page was rendered with, or clears a field.</summary>
    public static void Reset(string target) => Add("livegen.reset"u8, target);

    /// <summary>Moves the keyboard to the target.</summary>
    public static void Focus(string target) => Add("livegen.focus"u8, target);

    /// <summary>Scrolls the target into view.</summary>
    public static void ScrollTo(string target) => Add("livegen.scrollTo"u8, target);

    /// <summary>Adds class names, separated by spaces.</summary>
    public static void AddClass(string target, string names) => Add("livegen.addClass"u8, target, names);

    /// <summary>Removes class names, separated by spaces.</summary>
    public static void RemoveClass(string target, string names) => Add("livegen.removeClass"u8, target, names);

    /// <summary>Sets an attribute; null and false remove it, true writes the bare name.</summary>
    /// <exception cref="TemplateException">The name is not one, or is an inline event handler.</exception>
    public static void SetAttribute(string target, string name, AttributeValue value)
    {
        RequireTarget(target);
        RenderContext.RequireSettable(name, value);
        var command = Begin("livegen.setAttribute"u8);
        command.Argument(target);
        command.Argument(name);
        if (!value.IsSet || value.IsFalse)
            command.Literal("null"u8);
        else if (value.IsTrue)
            command.Literal("true"u8);
        else
            command.Argument(value.ToText());
        command.End();
    }

    static void Html(ReadOnlySpan<byte> name, string target, ReadOnlySpan<Content> contents) =>
        RenderContext.Current.AddHtmlCommand(name, target, contents);

    static CommandWriter Begin(ReadOnlySpan<byte> name) => RenderContext.Current.BeginCommand(name);

    static void Add(ReadOnlySpan<byte> name, string target)
    {
        RequireTarget(target);
        var command = Begin(name);
        command.Argument(target);
        command.End();
    }

    static void Add(ReadOnlySpan<byte> name, string first, string second)
    {
        RequireTarget(first);
        var command = Begin(name);
        command.Argument(first);
        command.Argument(second);
        command.End();
    }

    static void RequireTarget(string target) => ArgumentException.ThrowIfNullOrEmpty(target);
}
