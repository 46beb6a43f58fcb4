using System.Data.Common;
using System.Security.Claims;
using DamInventory.Data;
using Dapper;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace DamInventory.Accounts;

[method: ExplicitConstructor]
sealed record User(string Name, string PasswordHash, bool CanAddDams);

/// <summary>Who may sign in. Passwords are kept as ASP.NET Core Identity hashes them.</summary>
sealed class AccountStore(Database database)
{
    static readonly PasswordHasher<string> s_hasher = new();

    // Takes as long as a hash that is there, so that the time does not tell which names are.
    static readonly string s_nobody = s_hasher.HashPassword("", Guid.NewGuid().ToString());

    /// <summary>Who it is, when name and password fit; else null.</summary>
    public async Task<ClaimsPrincipal?> SignInAsync(string name, string password, CancellationToken ct = default)
    {
        await using var connection = await database.OpenAsync(ct);
        var user = await connection.QuerySingleOrDefaultAsync<User>(
            "SELECT name, password_hash AS passwordHash, can_add_dams AS canAddDams FROM users WHERE name = @name", new { name });
        var result = s_hasher.VerifyHashedPassword("", user?.PasswordHash ?? s_nobody, password);
        return user is null || result == PasswordVerificationResult.Failed ? null : Principal(user);
    }

    /// <summary>Adds somebody whose name is not taken; returns whether it was free.</summary>
    public static async Task<bool> AddAsync(DbConnection connection, string name, string password, bool canAddDams) =>
        await connection.ExecuteAsync("""
            INSERT INTO users (name, password_hash, can_add_dams) VALUES (@name, @hash, @canAddDams) ON CONFLICT (name) DO NOTHING
            """, new { name, hash = s_hasher.HashPassword("", password), canAddDams }) == 1;

    static ClaimsPrincipal Principal(User user)
    {
        var identity = new ClaimsIdentity(CookieAuthenticationDefaults.AuthenticationScheme);
        identity.AddClaim(new(ClaimTypes.NameIdentifier, user.Name));
        identity.AddClaim(new(ClaimTypes.Name, user.Name));
        identity.AddClaim(new("sid", Guid.NewGuid().ToString("N"))); // callbacks of a page end with the sign-in
        if (user.CanAddDams)
            identity.AddClaim(new("permission", Permissions.AddDams));
        return new(identity);
    }
}
