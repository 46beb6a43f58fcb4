namespace LiveGen.Templates;

/// <summary>An element whose content is being written; disposing writes its closing tag.</summary>
public readonly struct Scope : IDisposable
{
    readonly RenderContext? _render;
    readonly int _depth;
    readonly int _serial;

    internal Scope(RenderContext render, int depth, int serial)
    {
        _render = render;
        _depth = depth;
        _serial = serial;
    }

    /// <summary>Writes the closing tag, or ends the target; a second call does nothing.</summary>
    /// <exception cref="TemplateException">An element that was opened inside is still open.</exception>
    public void Dispose() => _render?.Close(_depth, _serial);
}
