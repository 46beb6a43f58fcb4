using LiveGen.Commands;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace LiveGen.Tests.Commands;

/// <summary>The cookie that keeps messages for the next page.</summary>
public sealed class FlashCookieTests
{
    readonly FlashCookie _cookie = new(new EphemeralDataProtectionProvider());

    DefaultHttpContext Written(string scheme, string pathBase, params FlashMessage[] messages)
    {
        var http = new DefaultHttpContext();
        http.Request.Scheme = scheme;
        http.Request.PathBase = pathBase;
        _cookie.Write(http, messages);
        return http;
    }

    [Theory]
    [InlineData("http", "", "; path=/; samesite=lax; httponly")]
    [InlineData("https", "", "; path=/; secure; samesite=lax; httponly")]
    [InlineData("https", "/shop", "; path=/shop/; secure; samesite=lax; httponly")]
    public void It_belongs_to_the_application_alone(string scheme, string pathBase, string attributes)
    {
        var set = Written(scheme, pathBase, new FlashMessage("Saved.", FlashKind.Success)).Response.Headers.SetCookie.ToString();

        Assert.EndsWith(attributes, set, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        FlashMessage[] messages = [new("Grüße; \"=\" \n😀", FlashKind.Error), new("b", FlashKind.Info)];
        var set = Written("http", "", messages).Response.Headers.SetCookie.ToString();
        var next = new DefaultHttpContext();
        next.Request.Headers.Cookie = set.Split(';')[0];

        Assert.Equal(messages, _cookie.Read(next));
        Assert.True(FlashCookie.IsPresent(next));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("not base64!")]
    public void What_is_none_of_ours_is_no_message(string value)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = $".LiveGen.Flash={value}";

        Assert.Empty(_cookie.Read(http));
    }

    [Fact]
    public void Nothing_to_keep_sets_no_cookie() => Assert.Empty(Written("http", "").Response.Headers.SetCookie.ToString());
}
