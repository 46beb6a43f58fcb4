using System.Collections.Concurrent;
using LiveGen.IntegrationTests.Consumers;
using LiveGen.LiveViews;
using LiveGen.Wire;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.IntegrationTests.Uploads;

/// <summary>An application with a page, one action for files, and a directory of its own for uploads.</summary>
sealed class UploadServer : IAsyncDisposable
{
    readonly SocketServer _server;

    UploadServer(SocketServer server, string directory)
    {
        _server = server;
        Directory = directory;
    }

    public string Directory { get; }

    public Uri Address => _server.Address;

    public Saved Saved => _server.App.Services.GetRequiredService<Saved>();

    public SocketServer Server => _server;

    /// <summary>What is on disk, save the locks of processes.</summary>
    public string[] Files => FilesIn(Directory);

    public static async Task<UploadServer> StartAsync(
        Action<LiveGenOptions>? options = null, Action<IEndpointConventionBuilder>? action = null, string? directory = null)
    {
        directory ??= System.IO.Directory.CreateTempSubdirectory("livegen-test-").FullName;
        var server = await SocketServer.StartAsync(
            app =>
            {
                app.UseRouting();
                app.UseAuthentication();
                app.UseAuthorization();
                var pages = app.MapGroup("/pages");
                pages.MapLiveView("/", Page).AllowAnonymous();
                var save = pages.MapAction("/save", Save).AllowAnonymous();
                pages.MapAction("/rename", Rename).AllowAnonymous();
                action?.Invoke(save);
            },
            configured =>
            {
                configured.UploadDirectory = directory;
                options?.Invoke(configured);
            },
            builder =>
            {
                builder.Services.AddSingleton<Saved>();
                builder.Services.AddAuthentication("header").AddScheme<AuthenticationSchemeOptions, HeaderUser>("header", null);
                builder.Services.AddAuthorization();
            });
        return new UploadServer(server, directory);
    }

    public static string[] FilesIn(string directory) =>
        [.. System.IO.Directory.GetFiles(directory, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))];

    /// <summary>Opens the page as somebody.</summary>
    public Task<UploadPage> OpenAsync(string? user = null) => UploadPage.OpenAsync(Address, user);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }

    static void Page()
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        Head(Title("Uploads"));
        using var body = Body().Open();
        var files = Input(id: "photo", type: "file", multiple: true);
        Button("Send", id: "send", onclick: Actions.Callback(Save, files));
        Button("Rename", id: "rename", onclick: Actions.Callback(Rename, "x"));
    }

    static async Task Save(IReadOnlyList<IFormFile> files, Saved saved, CancellationToken ct)
    {
        foreach (var file in files)
        {
            using var content = new MemoryStream();
            await file.CopyToAsync(content, ct);
            saved.Files.Enqueue((file.FileName, file.ContentType, content.ToArray()));
        }
        await saved.CallAsync();
    }

    static void Rename(string name) => Title(name);
}

/// <summary>What the handler got.</summary>
sealed class Saved
{
    public ConcurrentQueue<(string Name, string Type, byte[] Content)> Files { get; } = [];

    public int Calls { get; private set; }

    /// <summary>Runs inside the handler.</summary>
    public Func<Task> Handler { get; set; } = () => Task.CompletedTask;

    public Task CallAsync()
    {
        Calls++;
        return Handler();
    }
}
