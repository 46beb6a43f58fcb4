using System.Text.Json;
using LiveGen.Commands;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.LiveViews;

/// <summary>One mapped action, as metadata of its endpoint.</summary>
sealed class ActionEndpoint
{
    readonly HandlerParameter[] _parameters;
    readonly CallbackSignature _arguments;

    /// <param name="call">The line that maps it.</param>
    /// <param name="handler">Its handler.</param>
    /// <param name="pattern">Its whole route, with those of its groups.</param>
    /// <param name="services">The application's services.</param>
    /// <param name="options">How values are read.</param>
    /// <exception cref="InvalidOperationException">A parameter of the handler cannot be given a value.</exception>
    public ActionEndpoint(string call, HandlerInvoker handler, RoutePattern pattern, IServiceProviderIsService services, LiveGenOptions options)
    {
        Handler = handler;
        Options = options;
        IsIdempotent = handler.Method.IsDefined(typeof(IdempotentAttribute), inherit: false);
        var json = new JsonSerializerOptions(LiveGenJson.Create(options.MaxJsonDepth));
        json.Converters.Add(new FormFileReader());
        json.Converters.Add(new FormFilesReader());
        json.MakeReadOnly(populateMissingResolver: true);
        _parameters = new HandlerParameters(call, handler, [.. pattern.Parameters.Select(p => p.Name)], services, json).OfAction();
        _arguments = new CallbackSignature(handler.Name, _parameters.OfType<ArgumentParameter>().Select(p => p.Value));
        Given = [.. _parameters.Where(p => p is ArgumentParameter or TextParameter { Route: not null })];
        Signature = new CallbackSignature(handler.Name, Given.Select(p => p.Value!));
    }

    public HandlerInvoker Handler { get; }

    /// <summary>Whether a page may send a call again when nobody knows whether it was handled.</summary>
    public bool IsIdempotent { get; }

    /// <summary>Whether some of <see cref="Given"/> stand in the route.</summary>
    public bool HasRouteValues => Given.Count > _arguments.Parameters.Count;

    public LiveGenOptions Options { get; }

    /// <summary>The parameters that <c>Callback</c> gives, in order: arguments, and values of the route.</summary>
    public IReadOnlyList<HandlerParameter> Given { get; }

    /// <summary>What <c>Callback</c> must give.</summary>
    public CallbackSignature Signature { get; }

    /// <summary>The element that the handler's HTML goes to; null when it names its targets itself.</summary>
    public string? Target { get; private set; }

    /// <summary>What renders the page anew behind the handler; null when nothing does.</summary>
    public PageView? View { get; private set; }

    /// <summary>What it takes of files; null when none of its parameters is one.</summary>
    public UploadRules? Files { get; private set; }

    /// <summary>The same for the page.</summary>
    public byte[]? FilesJson { get; private set; }

    /// <summary>The names of the parameters that are arguments.</summary>
    public IReadOnlyList<string> ArgumentNames => [.. _arguments.Parameters.Select(parameter => parameter.Name)];

    /// <summary>Takes what was said behind the mapping.</summary>
    public void Complete(IList<object> metadata)
    {
        Target = metadata.OfType<ActionTarget>().LastOrDefault()?.Id;
        View = metadata.OfType<PageView>().LastOrDefault();
        if (!_arguments.Parameters.Any(parameter => FormFiles.AreIn(parameter.Info.ParameterType)))
            return;
        Files = (metadata.OfType<UploadLimits>().LastOrDefault() ?? UploadLimits.None).Over(Options);
        FilesJson = Files.ToJson(Options);
    }

    /// <summary>The handler's values, all of them read and checked.</summary>
    /// <exception cref="InvalidCallbackException">The arguments do not fit or break a rule.</exception>
    public object?[] Bind(HttpContext http, in ClientFrame frame)
    {
        var args = ClientFrameReader.Parse(frame.Args, Options.MaxJsonDepth);
        var errors = new MessageErrors();
        var values = new object?[_parameters.Length];
        using (FormFileReader.Use(Files is not null && http.Request.HasFormContentType ? http.Request.Form.Files : null))
        {
            var read = _arguments.Read(args, errors, frame.Seal);
            for (var i = 0; i < values.Length; i++)
                values[i] = _parameters[i].Read(http, read, errors);
        }
        errors.ThrowIfAny();
        for (var i = 0; i < values.Length; i++)
            _parameters[i].Value?.Validate(values[i], http, http.RequestServices, errors);
        errors.ThrowIfAny();
        return values;
    }
}

/// <summary>Metadata: <c>WithTarget</c>.</summary>
sealed record ActionTarget(string Id);
