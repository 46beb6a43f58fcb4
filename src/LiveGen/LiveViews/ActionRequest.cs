using System.Buffers;
using System.Text;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LiveGen.LiveViews;

/// <summary>Reads the callback's frame out of a request: its JSON body, or one part of a form that carries files.</summary>
static class ActionRequest
{
    /// <summary>The part of a form that holds the frame.</summary>
    const string FramePart = "livegen";

    /// <exception cref="BadHttpRequestException">The body is no frame, or larger than it may be; with the status to answer.</exception>
    public static async ValueTask<ClientFrame> ReadAsync(HttpRequest request, LiveGenOptions options)
    {
        if (request.Headers["LiveGen"] != "1")
            throw Bad("An action is called by a page's callback.");
        var frame = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType.Value : null;
        try
        {
            var read = frame switch
            {
                "application/json" => await ReadBodyAsync(request, options),
                "multipart/form-data" when type!.Boundary.Length > 0 => ReadFrame(Encoding.UTF8.GetBytes(await ReadPartAsync(request)), options),
                _ => throw Bad("A call is application/json, or multipart/form-data with its files."),
            };
            return read.Kind == ClientFrameKind.Callback ? read : throw Bad("A call is a callback's frame.");
        }
        catch (MalformedFrameException e)
        {
            throw new BadHttpRequestException("This is not a callback's frame.", StatusCodes.Status400BadRequest, e);
        }
        catch (InvalidDataException e) // what FormOptions allow
        {
            throw new BadHttpRequestException("The form is larger than it may be, or no form.", StatusCodes.Status413PayloadTooLarge, e);
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
                var frame = ReadFrame(result.Buffer.IsSingleSegment ? result.Buffer.FirstSpan : result.Buffer.ToArray(), options);
                request.BodyReader.AdvanceTo(result.Buffer.End);
                return frame;
            }
            request.BodyReader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    static async ValueTask<string> ReadPartAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        return form[FramePart] is [{ } frame] ? frame : throw Bad($"The form has no part \"{FramePart}\".");
    }

    static ClientFrame ReadFrame(ReadOnlySpan<byte> frame, LiveGenOptions options) => frame.Length <= options.MaxFrameBytes
        ? ClientFrameReader.Read(frame, options.MaxJsonDepth)
        : throw TooLarge();

    static BadHttpRequestException Bad(string why) => new(why, StatusCodes.Status400BadRequest);

    static BadHttpRequestException TooLarge() =>
        new("The call is larger than LiveGenOptions.MaxFrameBytes.", StatusCodes.Status413PayloadTooLarge);
}
