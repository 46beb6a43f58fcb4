namespace Microsoft.Extensions.DependencyInjection;

/// <summary>What <c>AddLiveGen()</c> returns: add-ons such as <c>AddRedis</c> are extensions of it.</summary>
public sealed class LiveGenBuilder
{
    /// <summary>Makes a builder over an application's services; called by <c>AddLiveGen</c>.</summary>
    public LiveGenBuilder(IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        Services = services;
    }

    /// <summary>The application's services.</summary>
    public IServiceCollection Services { get; }
}
