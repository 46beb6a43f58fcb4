using System.Text.Json;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace LiveGen.LiveViews;

/// <summary>Gets the files of a call, from its body and from finished resumable uploads, all within the action's limits.</summary>
sealed class CallFiles(
    UploadDirectory directory, UploadSpace space, ResumableUploads uploads, PageUploaders uploaders, IOptions<LiveGenOptions> options)
{
    /// <summary>
    /// Reads them and makes them the request's form. They are gone when the request is over; a resumable upload stays when the
    /// call was not accepted, so that what was sent for an hour need not be sent again because of a missing name.
    /// </summary>
    /// <param name="body">The call, whose frame has been read and may be called.</param>
    /// <param name="http">The request.</param>
    /// <param name="args">The call's arguments.</param>
    /// <param name="rules">What the action takes.</param>
    /// <param name="parameters">The names of the handler's parameters that these are for.</param>
    /// <exception cref="UploadRefusedException">A file is not taken.</exception>
    /// <exception cref="MalformedFrameException">The body is not what the frame says.</exception>
    public async Task ReadAsync(MultipartBody body, HttpContext http, JsonElement args, UploadRules rules, IReadOnlyList<string> parameters)
    {
        var fields = CallFileNames.In(args, parameters);
        var files = new FormFileCollection();
        await AddResumableAsync(http, rules, fields, files);
        await body.ReadFilesAsync(rules, fields, files, directory, space, options.Value.UploadMemoryBytes);
        http.Features.Set<IFormFeature>(new FormFeature(new FormCollection([], files)));
    }

    async Task AddResumableAsync(HttpContext http, UploadRules rules, Dictionary<string, string> fields, FormFileCollection files)
    {
        foreach (var (name, field) in fields.Where(pair => CallFileNames.IsResumable(pair.Key)))
        {
            var ticket = uploaders.Of(http) is { } uploader
                ? uploads.Find(name[CallFileNames.ResumablePrefix.Length..], uploader) : null;
            var (file, content) = uploads.Open(ticket, name, field);
            http.Response.RegisterForDispose(content);
            files.Add(file);
            rules.CheckCount(files.Count, field);
            rules.CheckType(file.ContentType, file.FileName, field);
            rules.CheckSize(file.Length, file.FileName, field);
            rules.CheckTotal(files.Sum(other => other.Length), field);
            await UploadRules.CheckContentAsync(content, file.ContentType, file.FileName, field, http.RequestAborted);
            content.Position = 0;
            http.Response.OnStarting(() =>
            {
                if (http.Response.StatusCode < StatusCodes.Status400BadRequest)
                    uploads.Remove(ticket!);
                return Task.CompletedTask;
            });
        }
    }
}
