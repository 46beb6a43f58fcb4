using System.Reflection;
using System.Text.Json;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveGen.LiveViews;

/// <summary>What a request has read and set of its session's states; stored when its handler has succeeded.</summary>
sealed class SessionChanges
{
    readonly HttpContext _http;
    readonly Dictionary<string, object?> _read = [];
    readonly Dictionary<string, byte[]?> _written = [];

    SessionChanges(HttpContext http) => _http = http;

    public static SessionChanges Of(HttpContext http)
    {
        if (http.Features.Get<SessionChanges>() is { } changes)
            return changes;
        http.Features.Set(changes = new SessionChanges(http));
        return changes;
    }

    /// <summary>Loads the session ahead of a handler that takes a state, so that reading it does not block a thread.</summary>
    public static Task LoadAsync(HttpContext http) =>
        http.Features.Get<ISessionFeature>() is { } feature
            ? feature.Session.LoadAsync(http.RequestAborted)
            : Task.CompletedTask;

    /// <summary>Stores what was set; nothing was, for most requests.</summary>
    public static Task SaveAsync(HttpContext http) => http.Features.Get<SessionChanges>() is { _written.Count: > 0 } changes
        ? changes.SaveAsync()
        : Task.CompletedTask;

    public TState Read<TState>() where TState : class, new()
    {
        var key = KeyOf<TState>();
        if (_read.GetValueOrDefault(key) is TState known)
            return known;
        var state = Stored<TState>(key) ?? new TState();
        _read[key] = state;
        return state;
    }

    public void Write<TState>(TState value, int limit) where TState : class, new()
    {
        RequireResponse<TState>();
        var json = JsonSerializer.SerializeToUtf8Bytes(value, LiveGenJson.Options);
        if (json.Length > limit)
            throw new InvalidOperationException(
                $"The SessionState<{typeof(TState).Name}> is {json.Length} bytes of JSON, and at most {limit} are kept for each person. Keep ids " +
                "in it and the data in a database, or raise LiveGenOptions.MaxSessionStateBytes.");
        var key = KeyOf<TState>();
        _written[key] = json;
        _read[key] = value;
    }

    public void Remove<TState>() where TState : class, new()
    {
        RequireResponse<TState>();
        var key = KeyOf<TState>();
        _written[key] = null;
        _read[key] = new TState();
    }

    async Task SaveAsync()
    {
        var session = _http.Session;
        await session.LoadAsync(_http.RequestAborted);
        foreach (var (key, json) in _written)
        {
            if (json is null)
                session.Remove(key);
            else
                session.Set(key, json);
        }
        _written.Clear();
        // Here and not behind the answer, where the next request may be there first and a failure is a line in the log.
        await session.CommitAsync(_http.RequestAborted);
    }

    TState? Stored<TState>(string key) where TState : class
    {
        if (!_http.Session.TryGetValue(key, out var json))
            return null;
        try
        {
            return JsonSerializer.Deserialize<TState>(json, LiveGenJson.Options);
        }
        catch (JsonException e)
        {
            var log = _http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(LiveViewsLog.Category);
            LiveViewsLog.StateUnreadable(log, typeof(TState), e.Path ?? "$");
            return null;
        }
    }

    // The handshake's response, which would carry the session's cookie, is sent; and its session may be an hour old.
    void RequireResponse<TState>()
    {
        if (_http.WebSockets.IsWebSocketRequest)
            throw new InvalidOperationException(
                $"SessionState<{typeof(TState).Name}> is set in a consumer, but a socket has no response that stores a session. Set it in an action, " +
                "keep it in the consumer's fields, or in a database.");
    }

    string KeyOf<TState>() => $"livegen:{_http.GetEndpoint()?.Metadata.GetMetadata<SessionArea>()?.Name}:{typeof(TState).FullName}";
}

/// <summary>Metadata: <c>WithSessionArea</c>.</summary>
sealed record SessionArea(string Name);

/// <summary>Metadata: the handler takes a state.</summary>
sealed class UsesSessionState
{
    /// <summary>What an endpoint with this handler gets.</summary>
    public static object[] MetadataOf(MethodInfo handler) => handler.GetParameters().Any(IsState) ? [new UsesSessionState()] : [];

    static bool IsState(ParameterInfo parameter) =>
        parameter.ParameterType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(SessionState<>);
}
