using LiveGen.LiveViews;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace LiveGen.Tests.LiveViews;

public sealed class FormFilesTests
{
    sealed record Profile(string Name, IFormFile? Photo);

    sealed record Team(IReadOnlyList<Profile> Members, Team? Other);

    sealed record Plain(string Name, Plain? Other, DateTimeOffset At, IReadOnlyDictionary<string, int> Counts);

    [Theory]
    [InlineData(typeof(IFormFile), true)]
    [InlineData(typeof(IFormFileCollection), true)]
    [InlineData(typeof(IReadOnlyList<IFormFile>), true)]
    [InlineData(typeof(IFormFile[]), true)]
    [InlineData(typeof(Profile), true)]
    [InlineData(typeof(Team), true)]
    [InlineData(typeof(Plain), false)]
    [InlineData(typeof(string), false)]
    [InlineData(typeof(int?), false)]
    [InlineData(typeof(List<string>), false)]
    public void A_handler_takes_files_when_one_of_its_values_can_hold_one(Type type, bool takes) => Assert.Equal(takes, FormFiles.AreIn(type));
}
