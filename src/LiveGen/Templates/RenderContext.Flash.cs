using System.Text;
using LiveGen.Commands;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.Templates;

// Messages for the person: collected here, taken by what shows them, and kept for the next page when nothing did.
sealed partial class RenderContext
{
    List<FlashMessage>? _flashes, _taken;
    bool _hasReadCookie;

    /// <summary>Whether this render is a page that the person sees, and so shows what was kept for it.</summary>
    public bool ShowsKeptFlashes { private get; set; }

    // Commands are written compactly, and quotes in their texts are escaped.
    bool LeavesPage
    {
        get
        {
            var commands = _commands[.._commandCount.Length];
            return commands.IndexOf("[\"livegen.redirect\","u8) >= 0 || commands.IndexOf("[\"livegen.reload\"]"u8) >= 0;
        }
    }

    public void AddFlash(string text, FlashKind kind)
    {
        if (Http is null || IsShared)
            throw new TemplateException(
                "Flash is for the person whose request this is, but what is rendered here may go to any page. Call Flash in the handler " +
                "itself; for everybody who gets these commands, call Toasts.Show(text) here.");
        if (Http.WebSockets.IsWebSocketRequest && Plugins is null)
            throw new TemplateException(
                "Flash is called in a consumer, and nothing shows its messages. Add builder.Services.AddLiveGen().AddToasts(); or write them " +
                "into an element of the page: Append(\"messages\", …).");
        (_flashes ??= []).Add(new FlashMessage(Cut(text), kind));
    }

    public IReadOnlyList<FlashMessage> TakeFlashes()
    {
        var reads = ShowsKeptFlashes && !_hasReadCookie && FlashCookie.IsPresent(Http!);
        if (!reads && _flashes is null || LeavesPage)
            return [];
        var messages = new List<FlashMessage>();
        if (reads)
        {
            messages.AddRange(Cookie.Read(Http!));
            _hasReadCookie = true;
        }
        messages.AddRange(_flashes ?? []);
        _flashes = null;
        (_taken ??= []).AddRange(messages);
        return messages;
    }

    /// <summary>Keeps what nobody has shown, and forgets what is shown now. Called when the answer is certain, ahead of its bytes.</summary>
    /// <param name="isShown">Whether the person sees what was rendered.</param>
    public void SettleFlashes(bool isShown)
    {
        if (_flashes is null && _taken is null)
            return;
        IEnumerable<FlashMessage> kept = isShown ? [] : _taken ?? [];
        if (!_hasReadCookie)
            kept = Cookie.Read(Http!).Concat(kept);
        Cookie.Write(Http!, [.. kept, .. _flashes ?? []]);
        if (isShown && _hasReadCookie)
            Http!.Response.Headers.CacheControl = "no-store"; // "back" must not show them again
        ClearFlashes();
    }

    /// <summary>A socket has no next answer that could carry them.</summary>
    public void RequireFlashesTaken()
    {
        if (_flashes is not null)
            throw new TemplateException(
                "Flash is called in a consumer that leads its page away (Redirect, Reload), so nobody would see the message. Redirect from an " +
                "action, which keeps it for the next page, or leave out the redirect.");
    }

    FlashCookie Cookie => Http!.RequestServices.GetRequiredService<FlashCookie>();

    static string Cut(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) <= FlashCookie.MaxTextBytes)
            return text;
        var length = 0;
        var bytes = "…"u8.Length;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > FlashCookie.MaxTextBytes)
                break;
            length += rune.Utf16SequenceLength;
        }
        return text[..length] + "…";
    }

    void ClearFlashes()
    {
        _flashes = _taken = null;
        _hasReadCookie = ShowsKeptFlashes = false;
    }
}
