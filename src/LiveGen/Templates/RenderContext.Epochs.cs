using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LiveGen.Templates;

// Verbs and targets take HTML out of the page again, and what is written next gets the same positions. An element that was
// kept from before must not pass for what stands there now, so each taking out begins an epoch, and an element knows its own.
sealed partial class RenderContext
{
    // From where on HTML was taken out when an epoch began. Only those that a later one, further to the front, does not make
    // pointless: epochs and positions rise. The first is the render's own beginning, before which nothing is valid.
    (long Epoch, int At)[] _cuts = new (long, int)[4];
    int _cutCount;

    // Never reset, so that an element of an earlier render is known too.
    long _epoch;

    // Its last 8 bits, as they stand in every range.
    uint _epochBits;

    public RenderContext()
    {
        // Contexts begin apart, so that an element of another one is known mostly.
        const int Apart = 37;
        _epoch = (_number >> 32) * Apart;
        BeginEpoch(0);
    }

    /// <summary>What has just been written, from <paramref name="start"/> to the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public HtmlRange RangeFrom(int start) => new(start, Html.Length, _epochBits);

    /// <summary>What has just been written as a group of contents, which cannot be opened.</summary>
    public Element Group(int start)
    {
        _lastTag = NoTag;
        return new Element(RangeFrom(start));
    }

    /// <summary>Refuses what was taken out of the page since it was made.</summary>
    /// <remarks>
    /// An epoch is told by its last 8 bits, and the latest it can be counts: an element that is kept over 256 verbs may pass
    /// as younger, never as older, so that one which still stands is always accepted.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void RequireStanding(HtmlRange range, int? openTag = null)
    {
        if (range.Epoch != _epochBits)
            RequireUncut(range, openTag);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    void RequireUncut(HtmlRange range, int? openTag)
    {
        var made = _epoch - (byte)(_epoch - range.Epoch);
        for (var i = 0; i < _cutCount; i++)
        {
            if (_cuts[i].Epoch <= made)
                continue;
            if (_cuts[i].At < range.End)
                ThrowTakenOut(openTag);
            return; // those behind it cut further back
        }
    }

    /// <summary>Drops HTML that has gone elsewhere, or nowhere; its ids may come again.</summary>
    void TakeOut(int start)
    {
        Html.Truncate(start);
        ForgetIds(start);
        _lastTag = NoTag;
        BeginEpoch(start);
    }

    void BeginEpoch(int cut)
    {
        while (_cutCount > 0 && _cuts[_cutCount - 1].At >= cut)
            _cutCount--;
        if (_cutCount == _cuts.Length)
            Array.Resize(ref _cuts, _cutCount * 2);
        _cuts[_cutCount++] = (++_epoch, cut);
        _epochBits = (byte)_epoch;
    }

    [DoesNotReturn]
    void ThrowTakenOut(int? openTag)
    {
        DropOpenTag(openTag ?? Html.Length);
        throw new TemplateException(
            "An element is used again after a verb (Append, Morph, …) or Target took it out of the page, or it belongs to " +
            "another render. Make it anew for each place: call the method that writes it once more.");
    }
}
