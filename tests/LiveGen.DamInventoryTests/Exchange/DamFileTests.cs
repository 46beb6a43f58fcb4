using System.Text;
using DamInventory.Exchange;
using Xunit;

namespace LiveGen.DamInventoryTests.Exchange;

public sealed class DamFileTests
{
    static DamFile Read(string text, string fileName = "dams.csv") =>
        DamFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), fileName, latest: new(2031, 1, 2));

    [Fact]
    public void Columns_are_found_by_their_names()
    {
        var file = Read("Longitude,LATITUDE,other,name,date_built,owner\n-110.5,40.25,x,A,1935-07-04,Army Corps\n1,2,,B,,\n");

        Assert.Null(file.Problem);
        Assert.Empty(file.Errors);
        Assert.Equal([new("A", "Army Corps", "", "1935-07-04", 40.25, -110.5), new("B", "Other", "", "", 2, 1)], file.Dams);
    }

    [Fact]
    public void Each_row_that_is_wrong_says_why()
    {
        var file = Read($"""
            name,owner,river,year_built,latitude,longitude
            ,Other,R,1935,1,2
            A,Nobody,R,1935,1,2
            B,Other,R,soon,1,2
            C,Other,R,1935-02-30,1,2
            D,Other,R,1935,91,2
            E,Other,R,1935,1,"2,5"
            {new string('F', 101)},Other,R,1935,1,2
            G,Other,R,2031-01-03,1,2
            H,Other,R,2032,1,2
            "I
            J",Other,R,1935,1,2
            Right,Other,R,2031-01-02,90,-180
            """);

        Assert.Equal(["Right"], file.Dams.Select(dam => dam.Name));
        Assert.Equal(
        [
            (2, "Name is required."),
            (3, "Owner is Reclamation, Army Corps, Other or nothing."),
            (4, "Date built is a day (1935-07-04) or a year."),
            (5, "Date built is a day (1935-07-04) or a year."),
            (6, "Latitude is a number between -90 and 90."),
            (7, "Longitude is a number between -180 and 180."),
            (8, "Name and river have at most 100 characters."),
            (9, "Date built cannot be in the future."),
            (10, "Date built cannot be in the future."),
            (11, "Name and river are one line of text."),
        ], file.Errors);
    }

    [Fact]
    public void GeoJson_is_read_by_the_same_rules()
    {
        var file = Read("""
            {"type":"FeatureCollection","features":[
              {"type":"Feature","geometry":{"type":"Point","coordinates":[-110,40]},"properties":{"name":"A","year_built":1935}},
              {"type":"Feature","geometry":null,"properties":{"name":"B"}},
              7]}
            """, "dams.GeoJSON");

        Assert.Equal([new("A", "Other", "", "1935", 40, -110)], file.Dams);
        Assert.Equal([(2, "Latitude is a number between -90 and 90."), (3, "Name is required.")], file.Errors);
    }

    [Theory]
    [InlineData("", "dams.csv", "The file is empty.")]
    [InlineData("name,latitude\n", "dams.csv", "The first row must name the columns; there is none called \"longitude\".")]
    [InlineData("{", "dams.json", "The file is no JSON.")]
    [InlineData("[]", "dams.json", "The file is no GeoJSON feature collection.")]
    public void What_is_no_file_of_dams_is_refused(string text, string name, string why) => Assert.Equal(why, Read(text, name).Problem);
}
