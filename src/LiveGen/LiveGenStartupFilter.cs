using LiveGen.LiveViews;
using LiveGen.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace LiveGen;

/// <summary>Serves the runtime in front of the application, and checks the application once its endpoints are known.</summary>
sealed class LiveGenStartupFilter(IOptions<LiveGenOptions> options, ClientRuntime runtime) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        _ = options.Value; // options that cannot work stop the application here
        app.Use(runtime.ServeAsync);
        next(app);
        if (app.ApplicationServices.GetService<EndpointDataSource>() is { } endpoints)
            DeclaredAuthorization.Check(endpoints.Endpoints);
    };
}
