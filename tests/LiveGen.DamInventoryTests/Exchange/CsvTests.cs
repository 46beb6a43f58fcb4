using DamInventory.Exchange;
using Xunit;

namespace LiveGen.DamInventoryTests.Exchange;

public sealed class CsvTests
{
    [Fact]
    public void Quoted_fields_hold_commas_quotes_and_line_breaks()
    {
        var rows = Csv.Read(new StringReader("a,b\n\"x, y\",\"say \"\"hi\"\"\"\n\"two\nlines\",end\nlast,\n")).ToList();

        Assert.Equal([1, 2, 3, 5], rows.Select(row => row.Line));
        Assert.Equal([["a", "b"], ["x, y", "say \"hi\""], ["two\nlines", "end"], ["last", ""]], rows.Select(row => row.Fields));
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        string[] fields = ["plain", "a,b", "\"", "x\ny", ""];

        Assert.Equal(fields, Csv.Read(new StringReader(Csv.Row(fields))).Single().Fields);
    }

    [Fact]
    public void A_quote_that_is_never_closed_does_not_swallow_the_file()
    {
        var text = "\"open\n" + string.Concat(Enumerable.Repeat(new string('x', 999) + "\n", 50));

        Assert.InRange(Csv.Read(new StringReader(text)).Count(), 3, 50);
    }
}
