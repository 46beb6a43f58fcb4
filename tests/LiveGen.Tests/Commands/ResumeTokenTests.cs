using LiveGen.Wire;
using Xunit;

namespace LiveGen.Tests.Commands;

public sealed class ResumeTokenTests
{
    const string Path = "/ws/lobby?a=b";

    static readonly PageKey s_key = PageKey.Create();

    static readonly ResumeToken s_token = new("ws.5f2c.1", "9d41", SendsDirectly: true, new Dictionary<string, GroupPosition>
    {
        ["ws.5f2c.1"] = new(0xabc, 3),
        ["room.1-a_b"] = new(0xabc, 41),
    });

    static string Signed => s_token.Sign(s_key, Path);

    [Fact]
    public void A_page_gets_back_what_it_was_given()
    {
        var read = ResumeToken.Read(s_key, Path, Signed)!;

        Assert.Equal(("ws.5f2c.1", "9d41", true), (read.Channel, read.Incarnation, read.SendsDirectly));
        Assert.Equal(s_token.Groups, read.Groups);
        Assert.StartsWith("ws.5f2c.1 9d41 d ws.5f2c.1=000000000abc-3 room.1-a_b=000000000abc-41.", Signed, StringComparison.Ordinal);
        Assert.Equal("ws.5f2c.1", ResumeToken.ChannelOf(Signed));
        Assert.Empty(ResumeToken.ChannelOf("nonsense"));
    }

    [Fact]
    public void Statement_25_a_token_of_another_page_or_path_or_with_any_character_changed_is_none()
    {
        Assert.Null(ResumeToken.Read(PageKey.Create(), Path, Signed));
        Assert.Null(ResumeToken.Read(PageKey.None, Path, Signed));
        Assert.Null(ResumeToken.Read(s_key, "/ws/attic", Signed));
        for (var i = 0; i < Signed.Length; i++)
        {
            var changed = Signed.ToCharArray();
            changed[i] = changed[i] == '1' ? '2' : '1';
            Assert.Null(ResumeToken.Read(s_key, Path, new string(changed)));
            Assert.Null(ResumeToken.Read(s_key, Path, Signed[..i]));
        }
        Assert.Null(ResumeToken.Read(s_key, Path, Signed + "1"));
        Assert.Null(ResumeToken.Read(s_key, Path, Signed.Replace("ws.", "wß.", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_moment_of_a_render_holds_for_its_page_alone_and_is_no_other_kind_of_text()
    {
        var position = new GroupPosition(0xabc, 41);
        var signed = RenderMoment.Sign(s_key, position);

        Assert.Equal(position, RenderMoment.Read(s_key, signed));
        Assert.Null(RenderMoment.Read(PageKey.Create(), signed));
        Assert.Null(RenderMoment.Read(s_key, signed.Replace("-41.", "-40.", StringComparison.Ordinal)));
        Assert.Null(RenderMoment.Read(s_key, ""));
        Assert.Null(RenderMoment.Read(s_key, "."));
        Assert.Null(ResumeToken.Read(s_key, "", signed));
        Assert.Null(RenderMoment.Read(s_key, (s_token with { Channel = "a" }).Sign(s_key, "")));
    }

    [Fact]
    public void That_the_moment_of_a_render_is_not_known_is_signed_too()
    {
        var signed = RenderMoment.Sign(s_key, default);

        Assert.Equal(default(GroupPosition), RenderMoment.Read(s_key, signed));
        Assert.Null(RenderMoment.Read(PageKey.Create(), signed));
        Assert.Null(RenderMoment.Read(s_key, RenderMoment.Sign(s_key, new(0xabc, 41)).Replace("000000000abc-41", "-", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("ws.1")]
    [InlineData("ws.1 9d41")]
    [InlineData("ws.1 9d41 - room")]
    [InlineData("ws.1 9d41 - =000000000abc-41")]
    [InlineData("ws.1 9d41 - room=41")]
    public void A_text_of_another_shape_is_none_even_when_its_signature_holds(string text) =>
        Assert.Null(ResumeToken.Read(s_key, Path, PageSignature.Sign(s_key, (byte)'r', Path, text)));
}
