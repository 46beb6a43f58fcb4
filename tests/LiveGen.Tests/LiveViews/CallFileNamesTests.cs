using System.Text.Json;
using LiveGen.LiveViews;
using Xunit;

namespace LiveGen.Tests.LiveViews;

public sealed class CallFileNamesTests
{
    [Fact]
    public void Each_file_knows_the_field_that_it_is_for() => Assert.Equal(
        new Dictionary<string, string> { ["f0"] = "photos", ["up:x"] = "photos", ["f12"] = "Cover", ["f3"] = "Pages" },
        CallFileNames.In(JsonElement.Parse("""[["f0","up:x"],"text",{"Name":"n","Cover":["f12"],"Inner":{"Pages":["f3"]}}]"""), ["photos", "text", "form"]));

    [Fact]
    public void What_is_no_file_is_none() => Assert.Empty(
        CallFileNames.In(JsonElement.Parse("""[["f","foo","f1x","","up"],1,null,true]"""), []));
}
