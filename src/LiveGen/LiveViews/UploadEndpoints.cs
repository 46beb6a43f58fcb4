using System.Globalization;
using System.Text.Json;
using LiveGen.Wire;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace LiveGen.LiveViews;

/// <summary>The endpoint of resumable uploads; <c>docs/protocol.md</c> §7.</summary>
/// <remarks>
/// It stands beside the application's own endpoints, behind its authentication, wherever the first action was mapped: the
/// prefix and the conventions of a group do not reach it. Who may use it is who has a page of the application.
/// </remarks>
sealed class UploadEndpoints(
    ResumableUploads uploads, PageUploaders uploaders, IOptions<LiveGenOptions> options, TimeProvider time) : EndpointDataSource
{
    public const string Path = "/_livegen/uploads";

    /// <summary>Not in the url: there it would stand in logs.</summary>
    public const string TokenHeader = "LiveGen-Upload";

    public const string OffsetHeader = "LiveGen-Offset";

    sealed record Begin(string? Name, string? Type, long Size);

    int _isAdded;

    public override IReadOnlyList<Endpoint> Endpoints => field ??= [Make()];

    public override IReadOnlyList<Endpoint> GetGroupedEndpoints(RouteGroupContext context) => Endpoints;

    public override IChangeToken GetChangeToken() => NullChangeToken.Singleton;

    /// <summary>Puts it beside the application's own endpoints, once.</summary>
    public void AddTo(IEndpointRouteBuilder endpoints)
    {
        if (Interlocked.Exchange(ref _isAdded, 1) == 0)
            endpoints.DataSources.Add(this);
    }

    RouteEndpoint Make() => new(
        HandleAsync, RoutePatternFactory.Parse(Path), order: 0,
        new EndpointMetadataCollection(
            new HttpMethodMetadata([HttpMethods.Post, HttpMethods.Patch, HttpMethods.Get, HttpMethods.Head, HttpMethods.Delete]),
            new AllowAnonymousAttribute(), new ExcludeFromDescriptionAttribute()),
        "LiveGen uploads");

    async Task HandleAsync(HttpContext http)
    {
        var (request, response) = (http.Request, http.Response);
        response.Headers.CacheControl = "no-store";
        if (uploaders.Of(http) is not { } uploader)
        {
            await AnswerAsync(response, StatusCodes.Status403Forbidden, "This page is out of date. Reload it.");
            return;
        }
        try
        {
            if (HttpMethods.IsPost(request.Method))
                await BeginAsync(http, uploader);
            else if (uploads.Find(request.Headers[TokenHeader], uploader) is not { } ticket || uploads.OffsetOf(ticket) is not { } offset)
                response.StatusCode = StatusCodes.Status404NotFound;
            else if (HttpMethods.IsPatch(request.Method))
                await AppendAsync(http, ticket);
            else if (HttpMethods.IsDelete(request.Method))
            {
                uploads.Remove(ticket);
                response.StatusCode = StatusCodes.Status204NoContent;
            }
            else
                Answer(response, StatusCodes.Status204NoContent, offset);
        }
        catch (UploadRefusedException e)
        {
            await AnswerAsync(response, e.Status, e.Message);
        }
    }

    async Task BeginAsync(HttpContext http, Uploader uploader)
    {
        var request = http.Request;
        if (request.ContentLength is not (> 0 and var length) || length > options.Value.MaxFrameBytes)
        {
            http.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }
        Begin? begin;
        try
        {
            begin = await JsonSerializer.DeserializeAsync<Begin>(request.Body, LiveGenJson.Options, http.RequestAborted);
        }
        catch (JsonException)
        {
            begin = null;
        }
        if (begin is null)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        var token = uploads.Create(uploader, begin.Name, begin.Type, begin.Size, LargestFile(http));
        await AnswerAsync(http.Response, StatusCodes.Status201Created, token);
    }

    async Task AppendAsync(HttpContext http, UploadTicket ticket)
    {
        if (!long.TryParse(http.Request.Headers[OffsetHeader], NumberStyles.None, CultureInfo.InvariantCulture, out var offset))
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }
        using var slow = new CancellationTokenSource(options.Value.UploadChunkTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(slow.Token, http.RequestAborted);
        try
        {
            var (matched, now) = await uploads.AppendAsync(ticket, offset, http.Request.Body, either.Token);
            Answer(http.Response, matched ? StatusCodes.Status204NoContent : StatusCodes.Status409Conflict, now);
        }
        catch (OperationCanceledException) when (slow.IsCancellationRequested)
        {
            http.Response.StatusCode = StatusCodes.Status408RequestTimeout;
        }
        catch (FileNotFoundException) // removed since it was asked for
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        catch (IOException) when (!http.RequestAborted.IsCancellationRequested) // a connection that is not known to be dead yet writes it
        {
            http.Response.StatusCode = StatusCodes.Status423Locked;
        }
    }

    static Task AnswerAsync(HttpResponse response, int status, string text)
    {
        response.StatusCode = status;
        response.ContentType = "text/plain; charset=utf-8";
        return response.WriteAsync(text, response.HttpContext.RequestAborted);
    }

    static void Answer(HttpResponse response, int status, long offset)
    {
        response.StatusCode = status;
        response.Headers[OffsetHeader] = offset.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Which action a file is for is known when it is called: it has its own limit then.</summary>
    long LargestFile(HttpContext http) => http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<UploadLimits>())
        .Select(limits => (limits ?? UploadLimits.None).Over(options.Value).MaxBytes)
        .Append(UploadLimits.None.Over(options.Value).MaxBytes).Max();
}
