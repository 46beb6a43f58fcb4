using LiveGen.Commands;

namespace LiveGen.Templates;

// Verbs for the page as a whole, for sockets and for code of the application's own.
public static partial class Verbs
{
    /// <summary>Shows a text in the browser's own box, which stops the page until it is closed.</summary>
    public static void Alert(string text) => One("alert"u8, text);

    /// <summary>Writes values to the browser's console.</summary>
    public static void ConsoleLog(params ReadOnlySpan<object?> values)
    {
        var command = Begin("console.log"u8);
        foreach (var value in values)
            command.Argument(value);
        command.End();
    }

    /// <summary>
    /// Leads the browser to another page of this origin, so that an address which people hand in, such as a
    /// <c>returnUrl</c>, cannot lead them away; or elsewhere when your code says so.
    /// </summary>
    /// <param name="url">A path with its query, <c>/rooms?sort=name</c>; external, a whole <c>http(s)://…</c> URL.</param>
    /// <param name="external">Whether the URL leads to another origin. Do not set it for one that people handed in.</param>
    /// <exception cref="TemplateException">The URL leads to another origin, or with <paramref name="external"/> it is not whole.</exception>
    public static void Redirect(string url, bool external = false)
    {
        RenderContext.RequireRedirect(url, external);
        One("livegen.redirect"u8, url);
    }

    /// <summary>Changes the address bar without loading, with an entry in the history.</summary>
    /// <exception cref="TemplateException">The URL has an unsafe scheme.</exception>
    public static void PushUrl(string url) => Url("livegen.pushUrl"u8, url);

    /// <summary>Changes the address bar without loading and without a new entry in the history.</summary>
    /// <exception cref="TemplateException">The URL has an unsafe scheme.</exception>
    public static void ReplaceUrl(string url) => Url("livegen.replaceUrl"u8, url);

    /// <summary>Loads the page again.</summary>
    public static void Reload() => Begin("livegen.reload"u8).End();

    /// <summary>
    /// Sets the page's title; a layout writes it into the head, <c>Title(PageTitle)</c>. (The element is <see cref="Tags"/>'
    /// <c>Title</c>.)
    /// </summary>
    public static void SetTitle(string text)
    {
        One("livegen.title"u8, text);
        RenderContext.Current.Title = text;
    }

    /// <summary>Keeps a value in the page for scripts: <c>LiveGen.state[name]</c>, then the event <c>livegen:state</c>.</summary>
    public static void SetClientState(string name, object? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var command = Begin("livegen.setClientState"u8);
        command.Argument(name);
        command.Argument(value);
        command.End();
    }

    /// <summary>Raises a DOM event on the target, or on the document when it is null; <c>event.detail</c> is the detail.</summary>
    public static void Dispatch(string? target, string eventName, object? detail = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        var command = Begin("livegen.dispatch"u8);
        command.Argument(target);
        command.Argument(eventName);
        command.Argument(detail);
        command.End();
    }

    /// <summary>Says a text to screen readers: when they are next idle, or at once when assertive.</summary>
    public static void Announce(string text, bool assertive = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        var command = Begin("livegen.announce"u8);
        command.Argument(text);
        command.Argument(assertive ? "assertive" : "polite");
        command.End();
    }

    /// <summary>Opens a socket by its path; <c>Sockets.Connect&lt;TConsumer&gt;()</c> makes the path for you.</summary>
    public static void OpenSocket(string url)
    {
        RenderContext.RequireSafeUrl(url);
        var render = RenderContext.Current;
        var moment = render.UsePageKey();
        var command = Begin("livegen.openSocket"u8);
        command.Argument(url);
        Own(command);
        if (moment is not null)
        {
            if (render.Layout is null)
                command.Argument((string?)null);
            command.Argument(moment);
        }
        command.End();
    }

    /// <summary>Closes a socket for good.</summary>
    public static void CloseSocket(string url) => Url("livegen.closeSocket"u8, url);

    /// <summary>Runs a callback again and again; setting the same name again replaces it.</summary>
    /// <param name="name">A name of your choice, for <see cref="IntervalClear"/>.</param>
    /// <param name="every">The time between two calls; at least 100 ms.</param>
    /// <param name="callback">What to call.</param>
    public static void IntervalSet(string name, TimeSpan every, Callback callback)
    {
        const int ShortestMilliseconds = 100;
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfLessThan(every.TotalMilliseconds, ShortestMilliseconds, nameof(every));
        var render = RenderContext.Current;
        var json = callback.IsSet ? render.JsonOf(callback, inAttribute: false) : "null"u8;
        var command = render.BeginCommand("livegen.intervalSet"u8);
        command.Argument(name);
        command.Argument((long)every.TotalMilliseconds);
        command.Literal(json);
        Own(command);
        command.End();
    }

    /// <summary>Ends a repetition that <see cref="IntervalSet"/> began.</summary>
    public static void IntervalClear(string name) => One("livegen.intervalClear"u8, name);

    /// <summary>Loads an ES module of this origin, such as one that registers commands.</summary>
    public static void LoadModule(string url) => Url("livegen.loadModule"u8, url);

    /// <summary>Saves a file of this origin under a name.</summary>
    public static void Download(string url, string fileName)
    {
        RenderContext.RequireSafeUrl(url);
        Add("livegen.download"u8, url, fileName);
    }

    /// <summary>Runs a command that the page has registered with <c>LiveGen.register(name, fn)</c>.</summary>
    public static void Command(string name, params ReadOnlySpan<object?> arguments)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var command = Begin(System.Text.Encoding.UTF8.GetBytes(name));
        foreach (var argument in arguments)
            command.Argument(argument);
        command.End();
    }

    /// <summary>Calls a function that the page has registered; another word for <see cref="Command"/>.</summary>
    public static void CallJs(string name, params ReadOnlySpan<object?> arguments) => Command(name, arguments);

    // What a layout opens lives as long as the layout, and longer than the page in it.
    static void Own(CommandWriter command)
    {
        if (RenderContext.Current.Layout is { } layout)
            command.Argument((long)layout);
    }

    static void Url(ReadOnlySpan<byte> name, string url)
    {
        RenderContext.RequireSafeUrl(url);
        One(name, url);
    }

    static void One(ReadOnlySpan<byte> name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var command = Begin(name);
        command.Argument(text);
        command.End();
    }
}
