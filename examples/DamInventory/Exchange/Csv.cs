using System.Text;

namespace DamInventory.Exchange;

/// <summary>Comma-separated values (RFC 4180): quoted fields may hold commas, quotes and line breaks.</summary>
static class Csv
{
    // A quote that is never closed must not swallow the file.
    const int LongestRow = 20_000;

    /// <summary>The rows of a text, each with the number of the line where it begins. Empty lines are left out.</summary>
    public static IEnumerable<(int Line, IReadOnlyList<string> Fields)> Read(TextReader text)
    {
        var line = 0;
        while (text.ReadLine() is { } first)
        {
            var begin = ++line;
            var row = first;
            while (row.Length < LongestRow && IsOpen(row) && text.ReadLine() is { } more)
            {
                row += "\n" + more;
                line++;
            }
            if (!string.IsNullOrWhiteSpace(row))
                yield return (begin, Split(row));
        }
    }

    /// <summary>One row, without its line break.</summary>
    public static string Row(params IEnumerable<string> fields) => string.Join(',', fields.Select(field =>
        field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"")}\"" : field));

    static bool IsOpen(string row) => row.Count(c => c == '"') % 2 == 1;

    static List<string> Split(string row)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < row.Length; i++)
        {
            if (row[i] == '"' && isQuoted && i + 1 < row.Length && row[i + 1] == '"')
                field.Append(row[++i]);
            else if (row[i] == '"')
                isQuoted = !isQuoted;
            else if (row[i] == ',' && !isQuoted)
                End();
            else
                field.Append(row[i]);
        }
        End();
        return fields;

        void End()
        {
            fields.Add(field.ToString().Trim());
            field.Clear();
        }
    }
}
