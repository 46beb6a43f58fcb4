using System.Reflection;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.LiveViews;

/// <summary>
/// One call of an action, and the one parameter that ASP.NET Core binds for it: so that the endpoint is a route handler like any
/// other, with filters, groups and metadata, while the handler's own values come from the callback.
/// </summary>
sealed class ActionCall
{
    MultipartBody? _files;

    ActionCall(HttpContext http) => Http = http;

    public HttpContext Http { get; }

    public ActionEndpoint Action { get; private set; } = null!;

    public ClientFrame Frame { get; private set; }

    /// <summary>The handler's values; filters may change them.</summary>
    public object?[] Values { get; private set; } = [];

    /// <summary>Called by ASP.NET Core, ahead of all filters.</summary>
    public static ValueTask<ActionCall?> BindAsync(HttpContext http, ParameterInfo _) => new(new ActionCall(http));

    /// <summary>Takes what the page sent.</summary>
    public void Read(ActionEndpoint action, in ClientFrame frame, MultipartBody? files)
    {
        Action = action;
        Frame = frame;
        _files = files;
    }

    /// <summary>Receives the files, which takes as long as it takes.</summary>
    /// <exception cref="UploadRefusedException">A file is not taken.</exception>
    /// <exception cref="MalformedFrameException">The body is not what the frame says.</exception>
    public Task ReceiveAsync() => _files is null
        ? Task.CompletedTask
        : Http.RequestServices.GetRequiredService<CallFiles>().ReadAsync(
            _files, Http, ClientFrameReader.Parse(Frame.Args, Action.Options.MaxJsonDepth), Action.Files!, Action.ArgumentNames);

    /// <summary>Reads the handler's values out of it.</summary>
    /// <exception cref="Commands.InvalidCallbackException">They do not fit.</exception>
    public void Bind() => Values = Action.Bind(Http, Frame);

    /// <summary>Calls the handler.</summary>
    public async Task<object?> InvokeAsync() => await Action.Handler.InvokeAsync(Values);

    /// <summary>What filters see: the handler's values as arguments, as if ASP.NET Core had bound them.</summary>
    public EndpointFilterInvocationContext ToContext() => new Context(this);

    sealed class Context(ActionCall call) : EndpointFilterInvocationContext
    {
        public override HttpContext HttpContext => call.Http;

        public override IList<object?> Arguments => call.Values;

        public override T GetArgument<T>(int index) => typeof(T) == typeof(ActionCall) ? (T)(object)call : (T)call.Values[index]!;
    }
}
