using System.Collections.Concurrent;
using LiveGen.BrowserTests.Browsing;
using LiveGen.LiveViews;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.BrowserTests.Uploads;

/// <summary>An album under the strict policy: a field, a zone, a preview, and an action that says what it got.</summary>
sealed class UploadSite : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly string _directory;

    UploadSite(WebApplication app, string directory)
    {
        _app = app;
        _directory = directory;
    }

    public string Url => _app.Url();

    public ConcurrentQueue<(string Name, byte[] Content)> Saved => _app.Services.GetRequiredService<Album>().Saved;

    /// <summary>What is on disk, save the locks of processes.</summary>
    public IEnumerable<string> Files =>
        Directory.GetFiles(_directory, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal));

    public static async Task<UploadSite> StartAsync()
    {
        var directory = Directory.CreateTempSubdirectory("livegen-test-").FullName;
        var builder = LocalSite.Builder();
        builder.Services.AddLiveGen(options =>
        {
            options.UploadDirectory = directory;
            options.ResumableUploadBytes = 1_000_000;
            options.UploadChunkBytes = 500_000;
        });
        builder.Services.AddSingleton<Album>();
        var app = builder.Build();
        app.UseLiveGenContentSecurityPolicy("img-src 'self' blob:");
        app.MapLiveView("/", Page).AllowAnonymous();
        app.MapAction("/save", Save).WithUploads(maxBytes: 5_000_000, maxFiles: 2, accept: "image/*,.txt").AllowAnonymous();
        app.MapGet("/favicon.ico", () => Results.NoContent());
        await app.StartAsync();
        return new UploadSite(app, directory);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    static void Page()
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        Head(Title("Album"));
        using var body = Body().Open();
        Label("Photos ", @for: "photo");
        var files = Input(id: "photo", type: "file", multiple: true);
        Progress(id: "photo-progress", max: 1, value: 0, ariaLabel: "Upload");
        Button("Send", id: "send", onclick: Actions.Callback(Save, files, progress: "photo-progress", clear: true));
        Ul(id: "saved");
    }

    static async Task Save(IReadOnlyList<IFormFile> files, Album album, CancellationToken ct)
    {
        foreach (var file in files)
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, ct);
            album.Saved.Enqueue((file.FileName, content.ToArray()));
            Append("saved", Li(file.FileName, " ", file.Length));
        }
    }

    sealed class Album
    {
        public ConcurrentQueue<(string Name, byte[] Content)> Saved { get; } = [];
    }
}
