using LiveGen.Wire;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.Consumers;

/// <summary>A socket lives no longer than the sign-in that opened it.</summary>
public sealed class SignInExpiryTests
{
    static readonly TimeSpan s_signedIn = TimeSpan.FromSeconds(10);

    static Task<SocketServer> StartAsync() => SocketServer.StartAsync(
        app =>
        {
            app.UseRouting();
            app.UseAuthentication();
            app.UseAuthorization();
            app.MapConsumer<EchoConsumer>("/ws/{room}").RequireAuthorization();
        },
        build: builder =>
        {
            builder.Services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderUser>("header", null);
            builder.Services.AddAuthorization();
        });

    [Fact]
    public async Task Statement_05_when_the_sign_in_expires_the_socket_is_closed_with_4401()
    {
        await using var server = await StartAsync();
        var expires = (server.Time.GetUtcNow() + s_signedIn).ToString("O");
        using var ada = await server.OpenAsync(headers: h => h.Add("X-User", "ada").Add("X-Expires", expires));
        using var bob = await server.OpenAsync(headers: h => h.Add("X-User", "bob"));

        server.Time.Advance(s_signedIn - TimeSpan.FromSeconds(1));
        await ada.SettleAsync();
        server.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(CloseCodes.SignInNeeded, await ada.CloseAsync());
        Assert.Equal("disconnected 4401 after 0", await server.Ledger.NextAsync());
        Assert.Single(server.Log.Of(116));
        await bob.SettleAsync();
    }
}
