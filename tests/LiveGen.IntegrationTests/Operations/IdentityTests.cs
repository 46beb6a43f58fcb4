using System.Security.Claims;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.Operations;

/// <summary>ASP.NET Core Identity itself, set up as its templates do: a new password or "sign out everywhere" changes the security stamp.</summary>
public sealed class IdentityTests
{
    public sealed class Account
    {
        public string Id { get; } = "1";
        public string? Name { get; set; } = "ada";
        public string? NormalizedName { get; set; } = "ADA";
        public string? Stamp { get; set; } = "one";
    }

    /// <summary>The one user there is.</summary>
    sealed class Accounts(Ledger ledger) : IUserSecurityStampStore<Account>
    {
        readonly Account _ada = new();

        public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken)
        {
            ledger.Add("looked up");
            return Task.FromResult(userId == _ada.Id ? _ada : null);
        }

        public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => Task.FromResult<Account?>(_ada);
        public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id);
        public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Name);
        public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.NormalizedName);
        public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Stamp);
        public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) => Task.FromResult(user.Stamp = stamp);
        public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => Task.FromResult(user.Name = userName);
        public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) =>
            Task.FromResult(user.NormalizedName = normalizedName);
        public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(IdentityResult.Success);
        public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(IdentityResult.Success);
        public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(IdentityResult.Success);
        public void Dispose() { }
    }

    static Task<SocketServer> StartAsync() => SocketServer.StartAsync(
        app =>
        {
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapGet("/login", async (SignInManager<Account> signIn) =>
                await signIn.SignInAsync((await signIn.UserManager.FindByIdAsync("1"))!, isPersistent: false));
            app.MapConsumer<EchoConsumer>("/ws/{room}").RequireAuthorization();
        },
        o =>
        {
            o.CloseTimeout = o.RecheckInterval * 10; // time that leaps to the next recheck must not leap over a close as well
            o.HeartbeatInterval = TimeSpan.FromHours(1); // no pings between the frames that are expected
        },
        builder =>
        {
            builder.Services.AddSingleton<IUserStore<Account>, Accounts>();
            builder.Services.AddIdentityCore<Account>().AddSignInManager();
            builder.Services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
            builder.Services.AddAuthorization();
            builder.Services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromSeconds(1));
        });

    static async Task<PageSocket> OpenAsync(SocketServer server)
    {
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false, CheckCertificateRevocationList = true }) { BaseAddress = server.Address };
        using var answer = await http.GetAsync(new Uri("/login", UriKind.Relative));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        return await server.OpenAsync(headers: headers =>
            headers.Add("Cookie", cookie).Add("Origin", server.Address.GetLeftPart(UriPartial.Authority)).SignsIn("ada"));
    }

    [Fact]
    public async Task Statement_05_a_security_stamp_that_has_changed_closes_the_user_s_sockets_with_4401()
    {
        await using var server = await StartAsync();
        using var page = await OpenAsync(server);

        await using (var scope = server.App.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            await users.UpdateSecurityStampAsync((await users.FindByIdAsync("1"))!);
        }
        server.Time.Advance(new LiveGenOptions().RecheckInterval);

        Assert.Equal(CloseCodes.SignInNeeded, await page.CloseAsync());
        Assert.Empty(server.Log.Of(134)); // no fault while asking
    }

    [Fact]
    public async Task A_security_stamp_that_holds_keeps_the_socket()
    {
        await using var server = await StartAsync();
        using var page = await OpenAsync(server);

        Assert.Equal("looked up", await server.Ledger.NextAsync()); // to sign in

        server.Time.Advance(new LiveGenOptions().RecheckInterval);
        Assert.Equal("looked up", await server.Ledger.NextAsync());
        await page.SettleAsync();

        Assert.Empty(server.Log.Of(134));
    }
}
