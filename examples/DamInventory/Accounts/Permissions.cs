using System.Security.Claims;

namespace DamInventory.Accounts;

/// <summary>What people may do beside looking.</summary>
static class Permissions
{
    /// <summary>The policy, and the claim that it asks for.</summary>
    public const string AddDams = "add_dams";

    public static bool CanAddDams(this ClaimsPrincipal user) => user.HasClaim("permission", AddDams);
}
