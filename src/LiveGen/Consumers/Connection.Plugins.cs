using LiveGen.Commands;
using LiveGen.Templates;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.Consumers;

// What surrounds a call of the consumer: plugins behind it, and what a developer is told when it fails.
sealed partial class Connection
{
    RenderSettings? Rendering => Http.RequestServices.GetService<RenderSettings>();

    /// <summary>Runs a method of the consumer in a render, and the plugins behind it.</summary>
    ValueTask<CommandBatch> RenderAsync<TState>(Func<TState, ValueTask> call, TState state) =>
        Rendering?.Plugins is { } plugins
            ? AmbientRender.RunAsync(static run => run.Me.RunAsync(run.call, run.state, run.plugins), (Me: this, call, state, plugins), Http, target: null)
            : AmbientRender.RunAsync(call, state, Http, target: null);

    async ValueTask RunAsync<TState>(Func<TState, ValueTask> call, TState state, Plugins plugins)
    {
        await call(state);
        await plugins.AfterTemplateAsync(Http, PluginMoment.Consumer);
        RenderContext.Current.RequireFlashesTaken();
    }

    /// <summary>In development, what failed and where; else null.</summary>
    string? DetailOf(Exception error, CallbackCall call) => Rendering is { IsDevelopment: true }
        ? FailureDetail.Of(error, call.Frame.Name is { } name ? $"{ConsumerType.Name}, the message {name}" : ConsumerType.Name)
        : null;
}
