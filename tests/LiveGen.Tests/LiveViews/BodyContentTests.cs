using System.Text;
using LiveGen.LiveViews;
using Xunit;

namespace LiveGen.Tests.LiveViews;

/// <summary>Where the content of a page's body is; between the bars.</summary>
public sealed class BodyContentTests
{
    [Theory]
    [InlineData("<!DOCTYPE html><html><head><title>T</title></head><body class=\"a>b\">|<p>x</p>|</body></html>")]
    [InlineData("<html><head><script>'<body>'</script><script type=\"module\">'</head><body>'</script></head>\n<body>| x |</body>\n</html>\n")]
    [InlineData("<head><noscript><link href=\"/a.css\"></noscript><template><p></p></template></head><BODY>|x|</BODY>")]
    [InlineData("<!-- <body> --><title>T</title>|<p>x</p>|")]
    [InlineData("<title>T</title></head>|<header>x</header>|")]
    [InlineData("|plain|")]
    [InlineData("||")]
    public void It_is_what_stands_between_the_tags(string page)
    {
        var parts = page.Split('|');
        var (start, end) = PageStructure.BodyContent(Encoding.UTF8.GetBytes(string.Concat(parts)));

        Assert.Equal((parts[0].Length, parts[0].Length + parts[1].Length), (start, end));
    }
}
