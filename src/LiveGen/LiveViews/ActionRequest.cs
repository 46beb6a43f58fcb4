using System.Buffers;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LiveGen.LiveViews;

/// <summary>Reads the callback's frame out of a request: its JSON body, or one part of a form that carries files.</summary>
static class ActionRequest
{
    /// <param name="request">The call.</param>
    /// <param name="action">The action.</param>
    /// <returns>The frame, and its files, which wait to be read; null when there are none.</returns>
    /// <exception cref="BadHttpRequestException">The body is no frame, or larger than it may be; with the status to answer.</exception>
    public static async ValueTask<(ClientFrame Frame, MultipartBody? Files)> ReadAsync(HttpRequest request, ActionEndpoint action)
    {
        if (request.Headers["LiveGen"] != "1")
            throw Bad("An action is called by a page's callback.");
        var frame = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType.Value : null;
        var options = action.Options;
        MultipartBody? files = null;
        try
        {
            if (action.Files is { } rules && MultipartBody.IsIn(request))
                files = await MultipartBody.OpenAsync(request.HttpContext, options, rules);
            var read = frame switch
            {
                "application/json" => await ReadBodyAsync(request, options),
                "multipart/form-data" when files is not null => ReadFrame(files.Frame, options),
                "multipart/form-data" when action.Files is null => throw Bad("This action takes no files: none of its parameters is an IFormFile."),
                _ => throw Bad("A call is application/json, or multipart/form-data with its files."),
            };
            return read.Kind == ClientFrameKind.Callback ? (read, files) : throw Bad("A call is a callback's frame.");
        }
        catch (MalformedFrameException e)
        {
            throw new BadHttpRequestException("This is not a callback's frame.", StatusCodes.Status400BadRequest, e);
        }
    }

    static async ValueTask<ClientFrame> ReadBodyAsync(HttpRequest request, LiveGenOptions options)
    {
        if (request.ContentLength > options.MaxFrameBytes)
            throw TooLarge();
        while (true)
        {
            var result = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
            if (result.Buffer.Length > options.MaxFrameBytes)
            {
                request.BodyReader.AdvanceTo(result.Buffer.End);
                throw TooLarge();
            }
            if (result.IsCompleted)
            {
                try
                {
                    return ReadFrame(result.Buffer.IsSingleSegment ? result.Buffer.FirstSpan : result.Buffer.ToArray(), options);
                }
                finally
                {
                    request.BodyReader.AdvanceTo(result.Buffer.End); // else the server cuts the connection after the answer
                }
            }
            request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    static ClientFrame ReadFrame(ReadOnlySpan<byte> frame, LiveGenOptions options) => frame.Length <= options.MaxFrameBytes
        ? ClientFrameReader.Read(frame, options.MaxJsonDepth)
        : throw TooLarge();

    static BadHttpRequestException Bad(string why) => new(why, StatusCodes.Status400BadRequest);

    static BadHttpRequestException TooLarge() =>
        new("The call is larger than LiveGenOptions.MaxFrameBytes.", StatusCodes.Status413PayloadTooLarge);
}
