using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveGen.IntegrationTests.Consumers;

/// <summary>Signs in whom the handshake's headers name: <c>X-User</c>, in the role <c>X-Role</c>, until <c>X-Expires</c>.</summary>
sealed class HeaderUser(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        string? user = Request.Headers["X-User"];
        if (user is null)
            return Task.FromResult(AuthenticateResult.NoResult());
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, user)], Scheme.Name);
        if (Request.Headers["X-Role"] is [{ } role])
            identity.AddClaim(new Claim(ClaimTypes.Role, role));
        var properties = new AuthenticationProperties();
        if (Request.Headers["X-Expires"] is [{ } expires])
            properties.ExpiresUtc = DateTimeOffset.Parse(expires, CultureInfo.InvariantCulture);
        return Task.FromResult(AuthenticateResult.Success(
            new AuthenticationTicket(new ClaimsPrincipal(identity), properties, Scheme.Name)));
    }
}
