using DamInventory.Hydrographs;
using Xunit;

namespace LiveGen.DamInventoryTests.Hydrographs;

public sealed class HydrographCsvTests
{
    static HydrographFile Read(string text) => HydrographCsv.Read(new StringReader(text));

    [Fact]
    public void Headers_are_skipped_and_bad_rows_are_told()
    {
        var file = Read("# made by hand\ntime (hr),flow (cfs)\n0,1.5\n1,oops\n\n2,3\n2,4\n3\n4,-1\n5,NaN\n6,7e2\n");

        Assert.Null(file.Problem);
        Assert.Equal([new(0, 1.5), new(2, 3), new(6, 700)], file.Points);
        Assert.Equal([4, 7, 8, 9, 10], file.BadRows);
    }

    [Fact]
    public void A_bad_row_ahead_of_the_first_good_one_is_no_header()
    {
        var file = Read("Station 12,34\ntime (hr),flow (cfs)\n-1,2\n0,oops\n1,2\n2,3\n");

        Assert.Equal([new(1, 2), new(2, 3)], file.Points);
        Assert.Equal([3, 4], file.BadRows);
    }

    [Fact]
    public void Points_come_in_the_order_of_their_time() =>
        Assert.Equal([0, 1, 2], Read("2,1\r\n0,1\r\n1,1\r\n").Points.Select(point => point.Hours));

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("  \n\n", "The file is empty.")]
    [InlineData("time,flow\n1,2\n", "This is no CSV of time (hours) and flow (cfs): fewer than two rows have two numbers.")]
    [InlineData("%PDF-1.7 binary", "This is no CSV of time (hours) and flow (cfs): fewer than two rows have two numbers.")]
    public void What_is_none_is_refused_with_the_reason(string text, string why) => Assert.Equal(why, Read(text).Problem);

    [Fact]
    public void One_that_is_too_long_is_refused()
    {
        static string Rows(int count) => string.Join('\n', Enumerable.Range(0, count).Select(i => $"{i},1"));

        Assert.Equal(HydrographCsv.MaxPoints, Read(Rows(HydrographCsv.MaxPoints)).Points.Count);
        Assert.Equal("A hydrograph has at most 20,000 values.", Read(Rows(HydrographCsv.MaxPoints + 1)).Problem);
    }
}
