using LiveGen.TagGenerator;
using Xunit;

namespace LiveGen.Tests.Tools;

public sealed class TagGeneratorTests
{
    static readonly string s_repository = Generator.FindRepository(AppContext.BaseDirectory);

    static readonly HtmlData s_html =
        HtmlData.Load(Path.Combine(s_repository, "tools", "LiveGen.TagGenerator", "html.json"));

    // The index of elements of the HTML standard, without those that only declare another language (math, svg).
    const string Standard =
        "a abbr address area article aside audio b base bdi bdo blockquote body br button canvas caption cite code col " +
        "colgroup data datalist dd del details dfn dialog div dl dt em embed fieldset figcaption figure footer form h1 h2 " +
        "h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark menu meta " +
        "meter nav noscript object ol optgroup option output p picture pre progress q rp rt ruby s samp script search " +
        "section select selectedcontent slot small source span strong style sub summary sup table tbody td template " +
        "textarea tfoot th thead time title tr track u ul var video wbr";

    [Fact]
    public void The_generated_files_are_what_the_data_file_gives()
    {
        var stale = Generator.Stale(s_repository);
        Assert.True(stale.Count == 0, $"Stale: {string.Join(", ", stale)}. Run: {Generator.Command}");
    }

    [Fact]
    public void Every_current_element_of_the_standard_is_there_and_no_obsolete_one() =>
        Assert.Equal(
            Standard.Split(' '),
            s_html.Elements.Where(element => element.File != "Svg" && !element.IsCustom).Select(element => element.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void No_two_elements_share_a_function() =>
        Assert.Equal(s_html.Elements.Count, s_html.Elements.Select(element => element.Function).Distinct().Count());

    [Fact]
    public void No_element_names_a_parameter_twice() =>
        Assert.All(s_html.Elements, element =>
            Assert.Equal(element.Attributes.Count, element.Attributes.Select(attribute => attribute.Parameter).Distinct().Count()));

    [Theory]
    [InlineData("div", "Div")]
    [InlineData("h1", "H1")]
    [InlineData("linearGradient", "LinearGradient")]
    [InlineData("datetime-local", "DatetimeLocal")]
    public void A_function_is_called_like_its_tag_in_pascal_case(string name, string expected) =>
        Assert.Equal(expected, Naming.Pascal(name));

    [Theory]
    [InlineData("http-equiv", "httpEquiv")]
    [InlineData("viewBox", "viewBox")]
    [InlineData("tabindex", "tabindex")]
    [InlineData("aria-label", "ariaLabel")]
    public void A_parameter_is_called_like_its_attribute(string name, string expected) =>
        Assert.Equal(expected, Naming.Camel(name));

    [Fact]
    public void A_keyword_becomes_a_parameter_with_an_at_sign() => Assert.Equal("@for", Naming.Escape("for"));
}
