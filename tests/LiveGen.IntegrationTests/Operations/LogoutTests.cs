using System.Net;
using LiveGen.Consumers;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.IntegrationTests.Redis;
using LiveGen.Redis;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.Operations;

/// <summary>Who signs out loses their sockets, all of them, everywhere.</summary>
public sealed class LogoutTests
{
    static Task<SocketServer> StartAsync(Action<CookieAuthenticationOptions>? cookie = null, Action<WebApplicationBuilder>? build = null) =>
        SocketServer.StartAsync(
            app =>
            {
                app.UseRouting();
                app.UseAuthentication();
                app.UseAuthorization();
                app.MapGet("/login/{name}", (string name, HttpContext http) => http.SignInAsync(HeaderUser.Of(h => h == "X-User" ? name : null)));
                app.MapGet("/logout", (HttpContext http) => http.SignOutAsync());
                app.MapConsumer<EchoConsumer>("/ws/{room}").RequireAuthorization();
            },
            o => o.CloseTimeout = o.RecheckInterval * 10, // time that leaps to the next recheck must not leap over a close as well
            builder =>
            {
                builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(o => cookie?.Invoke(o));
                builder.Services.AddAuthorization();
                build?.Invoke(builder);
            });

    static async Task<string> LoginAsync(SocketServer server, string name)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false, CheckCertificateRevocationList = true }) { BaseAddress = server.Address };
        using var answer = await http.GetAsync(new Uri($"/login/{name}", UriKind.Relative));
        return answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    static async Task LogoutAsync(SocketServer server, string cookie)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false, CheckCertificateRevocationList = true }) { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/logout") { Headers = { { "Cookie", cookie } } };
        using var answer = await http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    static Task<PageSocket> OpenAsync(SocketServer server, string cookie, string name) => server.OpenAsync(headers: headers =>
        headers.Add("Cookie", cookie).Add("Origin", server.Address.GetLeftPart(UriPartial.Authority)).SignsIn(name));

    [Fact]
    public async Task Statement_06_signing_out_closes_the_user_s_sockets_and_the_cookie_opens_no_other()
    {
        await using var server = await StartAsync();
        var cookie = await LoginAsync(server, "ada");
        using var one = await OpenAsync(server, cookie, "ada");
        using var two = await OpenAsync(server, cookie, "ada");
        using var other = await OpenAsync(server, await LoginAsync(server, "ada"), "ada"); // on another device
        using var bob = await OpenAsync(server, await LoginAsync(server, "bob"), "bob");

        await LogoutAsync(server, cookie);

        Assert.Equal(CloseCodes.SignInNeeded, await one.CloseAsync()); // no time has passed
        Assert.Equal(CloseCodes.SignInNeeded, await two.CloseAsync());
        Assert.Equal(CloseCodes.SignInNeeded, await other.CloseAsync());
        await bob.SettleAsync();
        await Assert.ThrowsAsync<HandshakeRefusedException>(() => OpenAsync(server, cookie, "ada"));
        using var again = await OpenAsync(server, await LoginAsync(server, "ada"), "ada");
    }

    sealed class OwnEvents(Ledger ledger) : CookieAuthenticationEvents
    {
        public override Task ValidatePrincipal(CookieValidatePrincipalContext context)
        {
            ledger.Add("validated");
            return base.ValidatePrincipal(context);
        }

        public override Task SigningOut(CookieSigningOutContext context)
        {
            ledger.Add("signing out");
            return base.SigningOut(context);
        }
    }

    [Fact]
    public async Task Statement_06_the_application_s_own_events_are_called_too()
    {
        await using var server = await StartAsync(o => o.EventsType = typeof(OwnEvents),
            builder => builder.Services.AddScoped<OwnEvents>());
        var cookie = await LoginAsync(server, "ada");
        using var page = await OpenAsync(server, cookie, "ada");
        Assert.Equal("validated", await server.Ledger.NextAsync());

        await LogoutAsync(server, cookie);

        Assert.Equal("validated", await server.Ledger.NextAsync());
        Assert.Equal("signing out", await server.Ledger.NextAsync());
        Assert.Equal(CloseCodes.SignInNeeded, await page.CloseAsync());
    }

    [Fact]
    public async Task Statement_06_a_user_whose_cookie_is_refused_and_signed_out_loses_all_sockets()
    {
        var stamp = new StrongBox();
        await using var server = await StartAsync(o => o.Events.OnValidatePrincipal = async context =>
        {
            if (!stamp.Changed)
                return;
            context.RejectPrincipal(); // as Identity's SecurityStampValidator does
            await context.HttpContext.SignOutAsync();
        });
        var cookie = await LoginAsync(server, "ada");
        using var page = await OpenAsync(server, cookie, "ada");

        stamp.Changed = true;
        server.Time.Advance(new LiveGenOptions().RecheckInterval);

        Assert.Equal(CloseCodes.SignInNeeded, await page.CloseAsync());
    }

    sealed class StrongBox
    {
        public volatile bool Changed;
    }

    [Fact]
    public async Task Statement_06_the_sockets_on_other_processes_are_closed_too()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var here = await StartOnAsync(redis);
        await using var there = await StartOnAsync(redis);
        using var ada = await there.OpenAsync(headers: h => h.Add("X-User", "ada"));
        using var bob = await there.OpenAsync(headers: h => h.Add("X-User", "bob"));
        using var local = await here.OpenAsync(headers: h => h.Add("X-User", "ada"));
        var heard = ((RedisChannelLayer)there.Layer).Local;
        await Until.SoAsync(() => heard.Known().Any(group => group.Name == "livegen.control"), "the other process listens"); // no handshake waits for that

        await here.App.Services.GetRequiredService<ISocketSessions>().CloseUserAsync("ada");

        Assert.Equal(CloseCodes.SignInNeeded, await local.CloseAsync());
        Assert.Equal(CloseCodes.SignInNeeded, await ada.CloseAsync());
        await bob.SettleAsync();

        await there.App.Services.GetRequiredService<ISocketSessions>().CloseUserAsync(bob.User);
        Assert.Equal(CloseCodes.SignInNeeded, await bob.CloseAsync());
    }

    static Task<SocketServer> StartOnAsync(RedisServer redis) => SocketServer.StartAsync(
        app =>
        {
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapConsumer<EchoConsumer>("/ws/{room}").RequireAuthorization();
        },
        build: builder =>
        {
            builder.Services.AddSingleton(TimeProvider.System);
            builder.Services.AddLiveGen().AddRedis(redis.Configuration, o => o.ShareKeys = false);
            builder.Services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderUser>("header", null);
            builder.Services.AddAuthorization();
        });
}
