using Microsoft.AspNetCore.Http;

namespace LiveGen.Templates;

/// <summary>
/// One asynchronous render as it flows from thread to thread. It is made anew for each, unlike the pooled
/// <see cref="RenderContext"/>, so that forgotten work which outlives the render finds nothing to write into.
/// </summary>
sealed class RenderFlow(RenderContext render, HttpContext? http)
{
    const int Nobody = 0;

    int _owner;
    volatile bool _ended;

    /// <summary>The render; only a thread that claimed it may write.</summary>
    public RenderContext Render { get; } = render;

    /// <summary>The request that it serves, for renders inside of it; null when it has ended.</summary>
    public HttpContext? Http => _ended ? null : http;

    /// <summary>Makes this thread the one that may write; false while another one is, or after the end.</summary>
    public bool TryClaim()
    {
        var me = Environment.CurrentManagedThreadId;
        var owner = Interlocked.CompareExchange(ref _owner, me, Nobody);
        if (owner != Nobody && owner != me)
            return false;
        if (!_ended)
            return true;
        Release();
        return false;
    }

    /// <summary>Whether the render has ended and nobody may write any more.</summary>
    public bool HasEnded => _ended;

    /// <summary>Gives the render back; false when this thread did not have it.</summary>
    public bool Release()
    {
        var me = Environment.CurrentManagedThreadId;
        return Interlocked.CompareExchange(ref _owner, Nobody, me) == me;
    }

    /// <summary>Ends the render; false when another thread still has it, whose memory must then not be used again.</summary>
    public bool End()
    {
        _ended = true;
        return Interlocked.CompareExchange(ref _owner, Nobody, Nobody) == Nobody;
    }
}
