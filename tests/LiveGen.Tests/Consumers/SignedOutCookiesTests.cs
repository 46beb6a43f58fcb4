using System.Globalization;
using LiveGen.Consumers;
using LiveGen.Tests.Shared;
using Xunit;

namespace LiveGen.Tests.Consumers;

/// <summary>Cookies that were signed out are remembered for as long as one may still be on its way, and not too many.</summary>
public sealed class SignedOutCookiesTests
{
    readonly ManualTimeProvider _time = new();

    [Fact]
    public void One_is_remembered_for_a_minute()
    {
        var cookies = new SignedOutCookies(_time);
        cookies.Add("a");
        cookies.Add("a");

        _time.Advance(SignedOutCookies.Kept - TimeSpan.FromMilliseconds(1));
        Assert.True(cookies.Contains("a"));
        Assert.False(cookies.Contains("b"));
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.False(cookies.Contains("a"));
        Assert.True(cookies.IsEmpty);
    }

    [Fact]
    public void The_oldest_of_too_many_gives_way()
    {
        var cookies = new SignedOutCookies(_time);
        for (var i = 0; i <= SignedOutCookies.Max; i++)
            cookies.Add(i.ToString(CultureInfo.InvariantCulture));

        Assert.False(cookies.Contains("0"));
        Assert.True(cookies.Contains("1"));
    }
}
