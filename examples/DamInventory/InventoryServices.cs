using DamInventory.Accounts;
using DamInventory.Dams;
using DamInventory.Data;
using DamInventory.Exchange;
using DamInventory.Hydrographs;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace DamInventory;

/// <summary>What the inventory needs: a file and this process' memory, or PostgreSQL and Redis, when they are configured.</summary>
static class InventoryServices
{
    public static void AddInventory(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        services.Configure<InventoryOptions>(configuration.GetSection("Inventory"));
        services.AddSingleton(TimeProvider.System);

        if (configuration.GetConnectionString("Postgres") is { Length: > 0 } postgres)
            services.AddSingleton<Database>(_ => new PostgresDatabase(postgres));
        else
            services.AddSingleton<Database>(_ => new SqliteDatabase(
                configuration.GetConnectionString("Sqlite") ?? Path.Combine(builder.Environment.ContentRootPath, "App_Data", "dams.db")));
        services.AddSingleton<DamStore>().AddSingleton<HydrographStore>().AddSingleton<ImportStore>().AddSingleton<AccountStore>();
        services.AddHostedService<Startup>();

        var liveGen = services.AddLiveGen().AddToasts().AddWorker<ImportWorker>(ImportWorker.Name);
        services.AddHostedService<ImportRecovery>();
        if (configuration.GetConnectionString("Redis") is { Length: > 0 } redis)
            liveGen.AddRedis(redis);

        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.LoginPath = "/sign-in";
            cookie.AccessDeniedPath = "/denied";
            cookie.Cookie.Name = "dam-inventory";
        });
        services.AddAuthorizationBuilder().AddPolicy(Permissions.AddDams, policy => policy.RequireClaim("permission", Permissions.AddDams));
    }

    /// <summary>The strict policy; with OpenStreetMap as base map, its tiles may be shown.</summary>
    public static void UseInventoryPolicy(this WebApplication app) => app.UseLiveGenContentSecurityPolicy(
        app.Services.GetRequiredService<IOptions<InventoryOptions>>().Value.OpenStreetMap ? "img-src 'self' https://tile.openstreetmap.org" : null);
}
