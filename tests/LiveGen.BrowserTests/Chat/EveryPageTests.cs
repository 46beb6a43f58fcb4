using LiveGen.BrowserTests.Browsing;
using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Chat;

/// <summary>Each page on a phone and a desktop, light and dark, under the strict policy; errors fail every browser test.</summary>
public sealed class EveryPageTests(Chromium chromium, ChatServer chat) : ChatTest(chromium)
{
    const string LongWord = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";

    static readonly string[] s_paths =
        ["/", "/?room=no+room&username=Ada", "/chat/ROOM", "/chat/ROOM?username=Ada", "/echo", "/backend/ROOM"];

    public static TheoryData<string> Paths => new(s_paths);

    public static TheoryData<string, int, int, ColorScheme> Pages()
    {
        var pages = new TheoryData<string, int, int, ColorScheme>();
        foreach (var path in s_paths)
        {
            pages.Add(path, 360, 640, ColorScheme.Dark);
            pages.Add(path, 1280, 800, ColorScheme.Light);
        }
        return pages;
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task It_fits_the_screen_and_breaks_no_rule(string path, int width, int height, ColorScheme scheme)
    {
        var talker = await EnterAsync(chat, LongWord[..40]);
        await SayAsync(talker, LongWord);
        await Expect(Texts(talker)).ToHaveCountAsync(1);
        var visitor = await ArriveAsync(new() { ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme });

        await visitor.GoAsync(chat.Page(path.Replace("ROOM", Room, StringComparison.Ordinal)));

        await Expect(visitor.Locator("main")).ToBeVisibleAsync();
        Assert.Equal(width, await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        Assert.True(await visitor.Page.EvaluateAsync<bool>("document.fonts.ready.then(() => true)"));
        var background = await visitor.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        Assert.Equal(scheme == ColorScheme.Dark ? "rgb(16, 20, 27)" : "rgb(243, 245, 249)", background);
    }

    [Fact]
    public async Task The_policy_is_strict_and_a_script_without_its_nonce_does_not_run()
    {
        var visitor = await ArriveAsync();
        visitor.ExpectTrouble();
        var response = await visitor.Page.GotoAsync(chat.Page("/"));
        var policy = await response!.HeaderValueAsync("content-security-policy");
        Assert.Contains("require-trusted-types-for 'script'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);

        await visitor.Page.EvaluateAsync(
            "() => { const s = document.createElement('div'); try { s.innerHTML = '<img src=x onerror=\"window.hacked = 1\">' } " +
            "catch { window.refused = true }; document.body.append(s) }");

        Assert.True(await visitor.Page.EvaluateAsync<bool>("window.refused === true && window.hacked === undefined"));
    }
}
