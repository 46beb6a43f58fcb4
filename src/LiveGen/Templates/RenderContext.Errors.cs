using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace LiveGen.Templates;

// What a template's mistakes are told with.
sealed partial class RenderContext
{
    const int Excerpt = 60;

    /// <summary>Refuses a child that does not stand at the end of what was written.</summary>
    /// <param name="start">Where the child stands.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="openTag">Where the parent's opening tag stands, which goes: see <see cref="Refuse"/>.</param>
    [DoesNotReturn]
    public void ThrowMisplaced(int start, int end, int? openTag = null)
    {
        var what = start >= 0 && start < end && end <= Html.Length ? Quote(start, end) : "An element";
        DropOpenTag(openTag ?? Html.Length);
        throw new TemplateException(
            $"{what} is used as a child here, but it was written earlier, used before, or belongs to another render. " +
            "Make a child where it is used, P(B(\"x\")), or give a method that returns it; " +
            "elements in a statement of their own stand in the page already.");
    }

    void ThrowNoTarget() => throw new TemplateException(
        $"HTML was written, but nothing says where it goes: {Quote(0, Html.Length)}. " +
        "Name the element: Live.Render(template, target: \"id\"), MapAction(…).WithTarget(\"id\") or using (Target(\"id\")) { … }; " +
        "or hand it to a verb: Append(\"id\", Li(\"…\")).");

    void RequireText(Tag tag, int openTag, ReadOnlySpan<Content> children)
    {
        foreach (ref readonly var child in children)
        {
            // Text is encoded: a "<" in it begins a tag or a comment.
            var (start, end) = (child.Range.Start, child.Range.End);
            if (!child.IsRange || end > openTag || !Html[start..end].Contains((byte)'<'))
                continue; // one whose bytes are gone is found out when it is written
            var what = Quote(start, end);
            DropOpenTag(openTag);
            throw new TemplateException(
                $"<{tag.Name}> holds text only, but {what} was given. " +
                "Give it the text itself; a browser would show the markup to people.");
        }
    }

    void RequireRawText(Tag tag, int openTag, string text)
    {
        if (!text.Contains($"</{tag.Name}", StringComparison.OrdinalIgnoreCase) && !text.Contains("<!--", StringComparison.Ordinal))
            return;
        DropOpenTag(openTag);
        throw new TemplateException(
            $"The text of <{tag.Name}> contains \"</{tag.Name}\" or \"<!--\", where a browser would end or change the element. " +
            (tag.Name == "script"
                ? "Hand data to scripts in a data attribute or as a command's argument, not inside the script."
                : "Serve the style sheet from a file."));
    }

    string Quote(int start, int end)
    {
        var text = Encoding.UTF8.GetString(Html[start..Math.Min(end, start + Excerpt)]);
        return end - start > Excerpt ? text + "…" : text;
    }

    /// <summary>The line of the application that led here, for messages in development: "Chat.cs:42" or nothing.</summary>
    static string CallerLine()
    {
        foreach (var frame in new StackTrace(fNeedFileInfo: true).GetFrames())
        {
            if (frame.GetMethod()?.DeclaringType is { } type && type.Assembly != typeof(RenderContext).Assembly
                && frame.GetFileName() is { } file)
                return $" at {Path.GetFileName(file)}:{frame.GetFileLineNumber()}";
        }
        return "";
    }
}
