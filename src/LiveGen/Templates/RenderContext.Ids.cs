namespace LiveGen.Templates;

// Commands and callbacks find elements by id, so in development an id that is given twice is an error.
sealed partial class RenderContext
{
    // The ids in the page so far, and where each was written, to be forgotten with it.
    HashSet<string>? _ids;
    Stack<(string Id, int At)>? _idsInOrder;

    void RequireUniqueId(string id)
    {
        if (!(_ids ??= new HashSet<string>(StringComparer.Ordinal)).Add(id))
            throw Refuse(
                $"The id \"{id}\" is given twice in one render; the second{CallerLine()}. Commands and callbacks find elements " +
                "by id: make it unique, for example with the row's key, id: $\"row-{row.Id}\".");
        (_idsInOrder ??= []).Push((id, Html.Length));
    }

    /// <summary>What has an id now keeps it to the end of the render: it moves to where positions do not tell it any more.</summary>
    void KeepIds() => _idsInOrder?.Clear();

    void ForgetAllIds()
    {
        _ids?.Clear();
        KeepIds();
    }

    void ForgetIds(int start)
    {
        while (_idsInOrder is not null && _idsInOrder.TryPeek(out var last) && last.At >= start)
            _ids!.Remove(_idsInOrder.Pop().Id);
    }
}
