using LiveGen.Commands;
using Xunit;

namespace LiveGen.Tests.Commands;

public sealed class InvalidCallbackExceptionTests
{
    [Fact]
    public void Errors_that_are_null_are_refused_where_they_are_made()
    {
        Assert.Throws<ArgumentNullException>("errors", () => new InvalidCallbackException(null!));
        Assert.Throws<ArgumentNullException>("name", () => new InvalidCallbackException(null!, "error"));
        Assert.Throws<ArgumentNullException>("error", () => new InvalidCallbackException("Text", null!));
        Assert.Throws<ArgumentException>("errors", () => new InvalidCallbackException(new Dictionary<string, string[]> { ["Text"] = null! }));
        Assert.Throws<ArgumentException>("errors", () => new InvalidCallbackException(new Dictionary<string, string[]> { ["Text"] = [null!] }));
    }

    [Fact]
    public void What_happens_to_the_dictionary_later_changes_nothing()
    {
        var errors = new Dictionary<string, string[]> { ["Text"] = ["Not like this."] };
        var error = new InvalidCallbackException(errors);

        errors["Text"] = null!;

        Assert.Equal("Invalid: Text: Not like this.", error.Message);
        Assert.Equal(["Not like this."], error.Errors["Text"]);
    }
}
