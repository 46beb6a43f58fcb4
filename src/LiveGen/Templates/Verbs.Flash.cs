using LiveGen.Commands;

namespace LiveGen.Templates;

// Messages for the person.
public static partial class Verbs
{
    /// <summary>
    /// Tells the person something: <c>Flash("Saved.", FlashKind.Success)</c>. It is shown at once, or when this leads to another page
    /// (<see cref="Redirect"/>, a redirect as result), on that one. A handler that fails tells nothing.
    /// </summary>
    /// <remarks>What shows it: <c>AddLiveGen().AddToasts()</c>, or a page or layout with <see cref="TakeFlashMessages"/>.</remarks>
    /// <param name="text">Plain text, of at most 1,000 bytes; a longer one is cut.</param>
    /// <param name="kind">What it is about.</param>
    /// <exception cref="TemplateException">Here is no handler of a page, an action or a consumer.</exception>
    public static void Flash(string text, FlashKind kind = FlashKind.Info)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        RenderContext.Current.AddFlash(text, kind);
    }

    /// <summary>
    /// The messages that nothing has shown yet, for whoever writes them into the page: each is given once. A page's handler and its
    /// layouts get those of the requests before, too. None while this leads to another page.
    /// </summary>
    public static IReadOnlyList<FlashMessage> TakeFlashMessages() => RenderContext.Current.TakeFlashes();
}
