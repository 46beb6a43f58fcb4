using System.Security.Claims;
using System.Text.Encodings.Web;
using LiveGen.Consumers;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace LiveGen.IntegrationTests.Operations;

/// <summary>ASP.NET Core is asked again who is behind a socket.</summary>
public sealed class RecheckTests
{
    static readonly TimeSpan s_interval = new LiveGenOptions().RecheckInterval;

    /// <summary>The application's users, and what a request asks of them.</summary>
    sealed class Accounts
    {
        public volatile bool Locked;
        public volatile bool Allowed = true;
        public volatile bool Down;
        public volatile string Role = "reader";
        int _asked;

        public int Asked => _asked;

        public void Ask() => Interlocked.Increment(ref _asked);
    }

    sealed class AccountUser(Accounts accounts, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            accounts.Ask();
            if (accounts.Down)
                throw new InvalidOperationException("The database is down.");
            if (accounts.Locked || Request.Headers["X-User"] is not [{ } name])
                return Task.FromResult(AuthenticateResult.NoResult());
            var user = HeaderUser.Of(header => header == "X-User" ? name : header == "X-Role" ? accounts.Role : null);
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(user, Scheme.Name)));
        }
    }

    sealed class RoleConsumer : LiveGenWebSocketConsumer, IReceive<Say>
    {
        protected override IEnumerable<string> Groups => ["staff"];

        public ValueTask ReceiveAsync(Say message, CancellationToken cancellationToken)
        {
            SetTitle(User.FindFirstValue(ClaimTypes.Role)!);
            return default;
        }
    }

    static Task<SocketServer> StartAsync(Accounts accounts) => SocketServer.StartAsync(
        app =>
        {
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapConsumer<RoleConsumer>("/ws/{room}").RequireAuthorization("staff");
            app.MapConsumer<RoleConsumer>("/open").AllowAnonymous();
        },
        o =>
        {
            o.CloseTimeout = o.RecheckInterval * 10; // time that leaps to the next recheck must not leap over a close as well
            o.HeartbeatInterval = TimeSpan.FromHours(1); // no pings between the frames that are expected
            (o.MessagesPerSecond, o.MessageBurst) = (1_000_000, 1_000_000); // a test asks until it is so
        },
        builder =>
        {
            builder.Services.AddSingleton(accounts);
            builder.Services.AddAuthentication("account").AddScheme<AuthenticationSchemeOptions, AccountUser>("account", null);
            builder.Services.AddAuthorizationBuilder().AddPolicy("staff", policy => policy.RequireAuthenticatedUser().RequireAssertion(_ => accounts.Allowed));
        });

    static Task<PageSocket> OpenAsync(SocketServer server, string path = "/ws/lobby") =>
        server.OpenAsync(path, headers => headers.Add("X-User", "ada"));

    [Theory]
    [InlineData("/ws/lobby")]
    [InlineData("/open")]
    public async Task Statement_05_a_sign_in_that_no_longer_holds_closes_the_socket_with_4401_within_the_interval(string path)
    {
        var accounts = new Accounts();
        await using var server = await StartAsync(accounts);
        using var page = await OpenAsync(server, path);

        accounts.Locked = true;
        server.Time.Advance(s_interval);

        Assert.Equal(CloseCodes.SignInNeeded, await page.CloseAsync());
        await server.Log.LoggedAsync(133);
        Assert.Single(server.Log.Of(133));
    }

    [Fact]
    public async Task Statement_04_a_permission_taken_away_ends_a_socket_that_calls_nothing_and_takes_it_out_of_its_groups()
    {
        var accounts = new Accounts();
        await using var server = await StartAsync(accounts);
        using var page = await OpenAsync(server);
        await Until.SoAsync(() => GroupsOf(server) == 2, "the process has joined its own group"); // no handshake waits for that

        accounts.Allowed = false;
        server.Time.Advance(s_interval);

        Assert.Equal("""["commands",[["alert","Permission denied."]]]""", await page.ReceiveAsync());
        Assert.Equal(1, GroupsOf(server)); // the processes' own
        Assert.Equal(CloseCodes.Denied, await page.CloseAsync());
    }

    [Fact]
    public async Task Between_rechecks_callbacks_have_the_user_of_the_last_one()
    {
        var accounts = new Accounts();
        await using var server = await StartAsync(accounts);
        using var page = await OpenAsync(server);

        accounts.Role = "editor";
        Assert.Equal("reader", await RoleAsync(page, 1));
        server.Time.Advance(s_interval);

        // Asked on another thread: until the answer is there, callbacks have the old one.
        using var patience = new CancellationTokenSource(PageSocket.Patience);
        for (var call = 2; await RoleAsync(page, call) != "editor"; call++)
            patience.Token.ThrowIfCancellationRequested();
    }

    [Fact]
    public async Task A_fault_while_asking_leaves_the_socket_alone_and_is_logged()
    {
        var accounts = new Accounts();
        await using var server = await StartAsync(accounts);
        using var page = await OpenAsync(server);

        accounts.Down = true;
        server.Time.Advance(s_interval);
        using var patience = new CancellationTokenSource(PageSocket.Patience);
        while (!server.Log.Of(134).Any())
        {
            patience.Token.ThrowIfCancellationRequested();
            await page.SettleAsync();
        }

        Assert.Contains("The database is down.", server.Log.Of(134).First(), StringComparison.Ordinal);
        await page.SettleAsync();
    }

    [Fact]
    public async Task A_visitor_where_everyone_may_come_is_not_asked_for_again()
    {
        var accounts = new Accounts();
        await using var server = await StartAsync(accounts);
        using var page = await server.OpenAsync("/open");
        var asked = accounts.Asked;

        server.Time.Advance(s_interval * 3);
        await page.SettleAsync();

        Assert.Equal(asked, accounts.Asked);
    }

    static int GroupsOf(SocketServer server) => ((InMemoryChannelLayer)server.Layer).Local.GroupCount;

    static async Task<string> RoleAsync(PageSocket page, int call)
    {
        await page.CallAsync($$"""["callback",{{call}},"Say",["role"]]""");
        var frame = await page.ReceiveAsync();
        Assert.Equal($"""["ack",{call}]""", await page.ReceiveAsync());
        return frame["""["commands",[["livegen.title",""".Length..].Split('"')[1];
    }
}
