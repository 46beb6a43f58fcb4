namespace LiveGen.Benchmarks.Rendering;

/// <summary>A row of the table: five numbers and five short texts.</summary>
sealed record Row(int Id, string Name, int Stock, string Unit, int Price, string Colour, int Weight, string Place, int Sold, string State);

/// <summary>1,000 rows; the same for every renderer and every run.</summary>
static class TableData
{
    static readonly string[] s_names = ["Dam", "Hammer & nails", "Rope", "Axe", "Saw <30 cm", "Lamp", "Bucket", "Nail box"];
    static readonly string[] s_units = ["kg", "m", "pcs", "l"];
    static readonly string[] s_colours = ["red", "green", "blue", "white", "yellow"];
    static readonly string[] s_places = ["Hall A", "Hall B", "Yard", "Shed 7"];
    static readonly string[] s_states = ["ok", "low", "ordered"];

    public static Row[] Rows { get; } = [.. Enumerable.Range(1, 1000).Select(Make)];

    static Row Make(int i) => new(
        i, s_names[i % s_names.Length], i * 7 % 1000, s_units[i % s_units.Length], i * 131 % 10_000, s_colours[i % s_colours.Length],
        i * 17 % 500, s_places[i % s_places.Length], i * 3 % 100, s_states[i % s_states.Length]);
}
