using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LiveGen.LiveViews;

/// <summary>
/// A call with files, read in two steps: its frame first, so that who may not call costs no disk, and then its files, each
/// checked while it arrives.
/// </summary>
sealed class MultipartBody
{
    /// <summary>The part that holds the frame; it comes first.</summary>
    public const string FramePart = "livegen";

    /// <summary>What the parts' heads and boundaries may take besides the files themselves.</summary>
    const int Overhead = 64 * 1024;

    readonly HttpContext _http;
    readonly MultipartReader _reader;

    MultipartBody(HttpContext http, MultipartReader reader)
    {
        _http = http;
        _reader = reader;
    }

    /// <summary>The frame as it was sent.</summary>
    public byte[] Frame { get; private init; } = [];

    public static bool IsIn(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads up to the first file.</summary>
    /// <exception cref="MalformedFrameException">The frame is missing, or not first, or too large.</exception>
    public static async Task<MultipartBody> OpenAsync(HttpContext http, LiveGenOptions options, UploadRules rules)
    {
        // The server's own limit is for bodies that nobody counts. Here each byte is.
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = Math.Max(limit.MaxRequestBodySize ?? 0, rules.MaxTotalBytes + options.MaxFrameBytes + Overhead);
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(http.Request.ContentType).Boundary).ToString();
        if (boundary.Length is 0 or > 200)
            throw new MalformedFrameException("a multipart body names its boundary");
        var reader = new MultipartReader(boundary, http.Request.Body);
        try
        {
            if (await reader.ReadNextSectionAsync(http.RequestAborted) is not { } first || NameOf(first, out _) != FramePart)
                throw new MalformedFrameException($"the first part of a call with files is its frame, named {FramePart}");
            return new MultipartBody(http, reader) { Frame = await ReadFrameAsync(first, options, http.RequestAborted) };
        }
        catch (Exception e) when (e is InvalidDataException || IsCut(e, http))
        {
            throw new MalformedFrameException("the body is not multipart", e);
        }
    }

    /// <summary>Reads the files, to disk beyond what may stay in memory. They are gone when the request is over.</summary>
    /// <param name="rules">What the action takes.</param>
    /// <param name="fields">Name of each part that the call expects, to the field it is for.</param>
    /// <param name="files">Takes them; those that are in it count.</param>
    /// <param name="directory">Where they are kept.</param>
    /// <param name="space">What all uploads share.</param>
    /// <param name="memoryBytes">What of a file may stay in memory.</param>
    /// <exception cref="UploadRefusedException">A file is over a limit, or not of the kind that it says.</exception>
    /// <exception cref="MalformedFrameException">A part that the frame does not name, or none of its kind.</exception>
    public async Task ReadFilesAsync(
        UploadRules rules, IReadOnlyDictionary<string, string> fields, FormFileCollection files, UploadDirectory directory,
        UploadSpace space, int memoryBytes)
    {
        var total = files.Sum(file => file.Length);
        try
        {
            while (await _reader.ReadNextSectionAsync(_http.RequestAborted) is { } section)
            {
                var part = NameOf(section, out var sentName) ?? "";
                if (!fields.TryGetValue(part, out var field) || files.GetFile(part) is not null)
                    throw new MalformedFrameException("a part that the frame does not name, or names once and is sent twice");
                var name = UploadFileName.Clean(sentName);
                var type = MediaType.Clean(section.ContentType);
                rules.CheckCount(files.Count + 1, field);
                rules.CheckType(type, name, field);
                long size = 0, taken = 0;
                var counted = new LimitedStream(section.Body, read =>
                {
                    size += read;
                    total += read;
                    rules.CheckSize(size, name, field);
                    rules.CheckTotal(total, field);
                    if (!space.TryTake(read))
                        throw new UploadRefusedException(UploadRules.NoRoom, field, UploadRules.NoRoomText);
                    taken += read;
                });
                var content = new FileBufferingReadStream(counted, memoryBytes, bufferLimit: null, () => directory.Buffers);
#pragma warning disable CA2000 // The response disposes it.
                _http.Response.RegisterForDispose(new Given(content, () => space.Give(taken)));
#pragma warning restore CA2000
                await UploadRules.CheckContentAsync(content, type, name, field, _http.RequestAborted);
                await content.DrainAsync(_http.RequestAborted);
                content.Position = 0;
                files.Add(new FormFile(content, 0, content.Length, part, name) { Headers = new HeaderDictionary(), ContentType = type });
            }
        }
        catch (InvalidDataException e) // too many or too long heads of a part
        {
            throw new UploadRefusedException(UploadRules.TooLarge, "", $"The files cannot be read: {e.Message}");
        }
        catch (IOException e) when (IsCut(e, _http))
        {
            throw new MalformedFrameException("the body ends too early", e);
        }
    }

    /// <summary>Whether the body ends before its last boundary, although nobody broke the connection.</summary>
    static bool IsCut(Exception e, HttpContext http) =>
        e is IOException and not BadHttpRequestException && !http.RequestAborted.IsCancellationRequested;

    static async Task<byte[]> ReadFrameAsync(MultipartSection section, LiveGenOptions options, CancellationToken ct)
    {
        using var frame = new MemoryStream();
        using var limited = new LimitedStream(section.Body, read =>
        {
            if (frame.Length + read > options.MaxFrameBytes)
                throw new MalformedFrameException($"a frame is at most {options.MaxFrameBytes} bytes");
        });
        await limited.CopyToAsync(frame, ct);
        return frame.ToArray();
    }

    static string? NameOf(MultipartSection section, out string? fileName)
    {
        fileName = null;
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
            return null;
        fileName = (disposition.FileNameStar.HasValue ? disposition.FileNameStar : HeaderUtilities.RemoveQuotes(disposition.FileName)).Value;
        return HeaderUtilities.RemoveQuotes(disposition.Name).Value;
    }

    sealed class Given(Stream content, Action gone) : IDisposable
    {
        public void Dispose()
        {
            content.Dispose();
            gone();
        }
    }
}
