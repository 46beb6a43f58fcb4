using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveGen.IntegrationTests.Consumers;

/// <summary>Signs in whom the handshake's headers name: <c>X-User</c>, in the role <c>X-Role</c> and the session <c>X-Sid</c>, until <c>X-Expires</c>.</summary>
sealed class HeaderUser(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var user = Of(name => Request.Headers[name]);
        if (user.Identity is null)
            return Task.FromResult(AuthenticateResult.NoResult());
        var properties = new AuthenticationProperties();
        if (Request.Headers["X-Expires"] is [{ } expires])
            properties.ExpiresUtc = DateTimeOffset.Parse(expires, CultureInfo.InvariantCulture);
        return Task.FromResult(AuthenticateResult.Success(
            new AuthenticationTicket(user, properties, Scheme.Name)));
    }

    /// <summary>Whom headers name.</summary>
    public static ClaimsPrincipal Of(Func<string, string?> header)
    {
        if (header("X-User") is not { } user)
            return new ClaimsPrincipal();
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, user)], "header");
        if (header("X-Role") is { } role)
            identity.AddClaim(new Claim(ClaimTypes.Role, role));
        if (header("X-Sid") is { } session)
            identity.AddClaim(new Claim("sid", session));
        return new ClaimsPrincipal(identity);
    }
}
