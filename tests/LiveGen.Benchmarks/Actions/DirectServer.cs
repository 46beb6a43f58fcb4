using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LiveGen.Benchmarks.Actions;

/// <summary>Hands requests to an application as Kestrel does, without a network and on the caller's thread.</summary>
sealed class DirectServer : IServer
{
    sealed class HasBody : IHttpRequestBodyDetectionFeature
    {
        public bool CanHaveBody => true;
    }

    static readonly HasBody s_hasBody = new();

    readonly MemoryStream _answer = new();
    Func<IFeatureCollection, Task> _process = _ => throw new InvalidOperationException("The application has not been started.");

    public IFeatureCollection Features { get; } = new FeatureCollection();

    public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken) where TContext : notnull
    {
        _process = async features =>
        {
            var context = application.CreateContext(features);
            await application.ProcessRequestAsync(context);
            application.DisposeContext(context, exception: null);
        };
        return Task.CompletedTask;
    }

    /// <summary>One request; gives its answer's bytes, which hold until the next one.</summary>
    public ReadOnlySpan<byte> Send(string method, string path, byte[] body)
    {
        _answer.SetLength(0);
        var features = new FeatureCollection();
        var request = new HttpRequestFeature { Method = method, Scheme = "http", Path = path, Body = new MemoryStream(body) };
        request.Headers.Host = "localhost";
        request.Headers.ContentType = "application/json";
        request.Headers.ContentLength = body.Length;
        request.Headers["LiveGen"] = "1";
        request.Headers["Sec-Fetch-Site"] = "same-origin";
        var response = new HttpResponseFeature();
        var answer = new StreamResponseBodyFeature(_answer);
        features.Set<IHttpRequestFeature>(request);
        features.Set<IHttpRequestBodyDetectionFeature>(s_hasBody);
        features.Set<IHttpResponseFeature>(response);
        features.Set<IHttpResponseBodyFeature>(answer);
        var done = ProcessAsync(features, answer);
        if (!done.IsCompletedSuccessfully)
            done.GetAwaiter().GetResult(); // another thread's allocations would not be counted, but nothing here waits
        var bytes = _answer.GetBuffer().AsSpan(0, (int)_answer.Length);
        return response.StatusCode == StatusCodes.Status200OK
            ? bytes
            : throw new InvalidOperationException($"{method} {path} was answered with {response.StatusCode}: {Encoding.UTF8.GetString(bytes)}");
    }

    async Task ProcessAsync(IFeatureCollection features, StreamResponseBodyFeature answer)
    {
        await _process(features);
        await answer.CompleteAsync();
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _answer.Dispose();
}
