namespace LiveGen.Benchmarks.Rendering;

/// <summary>The table as a LiveGen template, in both of its styles.</summary>
static class LiveGenTable
{
    /// <summary>Elements are arguments of elements.</summary>
    public static void Expressions() =>
        Table(Each(TableData.Rows, static r => Tr(
            Td(r.Id), Td(r.Name), Td(r.Stock), Td(r.Unit), Td(r.Price), Td(r.Colour), Td(r.Weight), Td(r.Place), Td(r.Sold), Td(r.State))));

    /// <summary>Elements are opened and what follows is their content.</summary>
    public static void Statements()
    {
        using var table = Table().Open();
        foreach (var r in TableData.Rows)
        {
            using var tr = Tr().Open();
            Td(r.Id);
            Td(r.Name);
            Td(r.Stock);
            Td(r.Unit);
            Td(r.Price);
            Td(r.Colour);
            Td(r.Weight);
            Td(r.Place);
            Td(r.Sold);
            Td(r.State);
        }
    }
}
