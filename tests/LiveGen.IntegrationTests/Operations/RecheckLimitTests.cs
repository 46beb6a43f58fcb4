using System.Text.Encodings.Web;
using LiveGen.Channels;
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

/// <summary>How many users are asked about at once and for how long, and what is asked after news was missed.</summary>
public sealed class RecheckLimitTests
{
    static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);

    /// <summary>The application's users, in a database that may be slow.</summary>
    sealed class Database
    {
        readonly SemaphoreSlim _asked = new(0);
        readonly SemaphoreSlim _answers = new(0);
        int _waiting;
        int _most;

        public volatile bool IsSlow;
        public volatile bool Locked;

        /// <summary>The most that have waited at once.</summary>
        public int Most => Volatile.Read(ref _most);

        public async Task AskAsync()
        {
            if (!IsSlow)
                return;
            var waiting = Interlocked.Increment(ref _waiting);
            for (var most = Most; waiting > most; most = Most)
                Interlocked.CompareExchange(ref _most, waiting, most);
            _asked.Release();
            await _answers.WaitAsync();
            Interlocked.Decrement(ref _waiting);
        }

        /// <summary>Waits until so many more have been asked about.</summary>
        public async Task AskedAsync(int count)
        {
            for (var i = 0; i < count; i++)
                Assert.True(await _asked.WaitAsync(PageSocket.Patience), $"{i} of {count} users were asked about");
        }

        public void Answer(int count = 1) => _answers.Release(count);
    }

    sealed class SlowUser(Database database, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            await database.AskAsync();
            var user = HeaderUser.Of(name => name == "X-User" ? Request.Headers["X-User"].ToString() : null);
            return database.Locked ? AuthenticateResult.NoResult() : AuthenticateResult.Success(new AuthenticationTicket(user, Scheme.Name));
        }
    }

    readonly Database _database = new();
    readonly WatchedTime _time = new();

    Task<SocketServer> StartAsync(IChannelLayer? layer = null) => SocketServer.StartAsync(
        app =>
        {
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapConsumer<EchoConsumer>("/ws/{room}").RequireAuthorization();
        },
        o => o.RecheckInterval = TimeSpan.FromHours(1), // only when a test says so
        builder =>
        {
            builder.Services.AddSingleton<TimeProvider>(_time).AddSingleton(_database);
            if (layer is not null)
                builder.Services.AddSingleton(layer);
            builder.Services.AddAuthentication("slow").AddScheme<AuthenticationSchemeOptions, SlowUser>("slow", null);
            builder.Services.AddAuthorization();
        });

    static async Task<PageSocket[]> OpenAsync(SocketServer server, int count)
    {
        var pages = new PageSocket[count];
        for (var i = 0; i < count; i++)
            pages[i] = await server.OpenAsync(headers: headers => headers.Add("X-User", "ada"));
        return pages;
    }

    async Task RecheckAllAsync(SocketServer server)
    {
        server.App.Services.GetRequiredService<OpenSockets>().RecheckAll();
        await _time.AdvanceAsync(s_tick);
    }

    // Until somebody waits for so long.
    async Task LimitedAsync(int count)
    {
        while (count > 0)
            count -= await _time.NextAsync(PageSocket.Patience) == Rechecks.Limit ? 1 : 0;
    }

    [Fact]
    public async Task No_more_than_eight_users_are_asked_about_at_once()
    {
        await using var server = await StartAsync();
        var pages = await OpenAsync(server, Rechecks.AtOnce + 2);
        _database.IsSlow = true;

        await RecheckAllAsync(server);
        await _database.AskedAsync(Rechecks.AtOnce);
        _database.Answer();
        await _database.AskedAsync(1);
        _database.Answer();
        await _database.AskedAsync(1);
        _database.Answer(Rechecks.AtOnce);

        Assert.Equal(8, _database.Most);
        foreach (var page in pages)
        {
            await page.SettleAsync();
            page.Dispose();
        }
    }

    [Fact]
    public async Task A_user_who_takes_longer_than_ten_seconds_gives_way_to_the_next_and_keeps_the_socket()
    {
        await using var server = await StartAsync();
        var pages = await OpenAsync(server, Rechecks.AtOnce + 1);
        _database.IsSlow = true;
        await RecheckAllAsync(server);
        await LimitedAsync(Rechecks.AtOnce);
        await _database.AskedAsync(Rechecks.AtOnce);

        await _time.AdvanceAsync(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        Assert.Empty(server.Log.Of(134));
        await _time.AdvanceAsync(TimeSpan.FromTicks(1));

        await _database.AskedAsync(1);
        Assert.Contains(nameof(TimeoutException), server.Log.Of(134).First(), StringComparison.Ordinal);
        foreach (var page in pages)
        {
            await page.SettleAsync();
            page.Dispose();
        }
        _database.Answer(Rechecks.AtOnce + 1);
    }

    [Fact]
    public async Task Statement_06_who_has_signed_out_while_news_of_it_was_lost_is_found_when_the_process_hears_again()
    {
        using var layer = new UnreadyLayer("livegen.control", _time);
        await using var server = await StartAsync(layer);
        using var page = Assert.Single(await OpenAsync(server, 1));
        await layer.JoinedAsync(PageSocket.Patience);
        layer.Failures = 1;

        ((IChannelReceiver)server.App.Services.GetRequiredService<SocketSessions>()).Lost("livegen.control");
        while (await _time.NextAsync(PageSocket.Patience) != s_tick)
        {
            // Others wait, too.
        }
        _database.Locked = true;
        await _time.AdvanceAsync(s_tick); // joins
        await _time.AdvanceAsync(s_tick); // looks after the sockets

        Assert.Equal(CloseCodes.SignInNeeded, await page.CloseAsync());
    }
}
