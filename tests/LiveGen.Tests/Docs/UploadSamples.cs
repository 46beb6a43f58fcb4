using AngleSharp.Dom;
using LiveGen.LiveViews;
using LiveGen.Tests.LiveViews;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.Tests.Docs;

/// <summary>The code of docs/uploads.md, as it stands there.</summary>
public sealed class UploadSamples
{
    interface IAlbumStore
    {
        Task AddAsync(string name, Stream content, CancellationToken ct);
        Stream Open(string id);
        string TypeOf(string id);
        string NameOf(string id);
    }

    sealed class Album : IAlbumStore
    {
        public static void Page()
        {
            Doctype();
            using var html = Html(lang: "en").Open();
            Head(Title("Album"));
            using var body = Body().Open();
            Label("Photos ", @for: "photo");
            var files = Input(id: "photo", type: "file", accept: "image/*,.pdf", multiple: true);
            Progress(id: "photo-progress", max: 1, value: 0, ariaLabel: "Upload");
            Button("Send", id: "send", onclick: Callback(Save, files, progress: "photo-progress", clear: true));
            Ul(id: "saved");
        }

        public static async Task Save(IReadOnlyList<IFormFile> files, IAlbumStore store, CancellationToken ct)
        {
            foreach (var file in files)
            {
                await using var content = file.OpenReadStream();
                await store.AddAsync(file.FileName, content, ct);
                Append("saved", Li(file.FileName, " ", file.Length, " bytes"));
            }
        }

        public static void Choosing()
        {
            Input(id: "photo", type: "file");
            Div("Drop photos here", id: "zone", attrs: [("data-livegen-dropzone", "photo")]);
            Img(id: "preview", alt: "Chosen photo", hidden: true, attrs: [("data-livegen-preview", "photo")]);
        }

        public Task AddAsync(string name, Stream content, CancellationToken ct) => Task.CompletedTask;

        public Stream Open(string id) => new MemoryStream([1]);

        public string TypeOf(string id) => "text/html";

        public string NameOf(string id) => $"{id}.html";
    }

    [Fact]
    public async Task The_album_tells_the_page_what_its_action_takes()
    {
        await using var site = await StartAsync();

        var page = await site.PageAsync();

        var callback = page.QuerySelector("#send")!.GetAttribute("data-lg-click")!;
        Assert.Contains(
            "\"files\":{\"max\":[200000000,\"is too large: at most 190.7 MB.\"],\"count\":[5,\"Choose at most 5 files.\"]," +
            "\"total\":[200000000,\"The files are too large together: at most 190.7 MB.\"],\"big\":5242880,\"piece\":1048576," +
            "\"accept\":[\"image/*,.pdf\",\"is not of an accepted type: image/*,.pdf.\"]},\"progress\":\"photo-progress\"", callback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_could_run_is_a_download_although_it_should_be_shown()
    {
        await using var site = await StartAsync();

        using var answer = await site.Client.GetAsync(new Uri("/album/a", UriKind.Relative));

        Assert.Equal("attachment; filename=a.html; filename*=UTF-8''a.html", answer.Content.Headers.ContentDisposition!.ToString());
    }

    [Fact]
    public async Task The_zone_and_the_preview_name_the_field()
    {
        await using var site = await StartAsync();

        var page = await site.PageAsync("/choosing");

        Assert.Equal("photo", page.QuerySelector("#zone")!.GetAttribute("data-livegen-dropzone"));
        Assert.Equal("photo", page.QuerySelector("#preview[hidden]")!.GetAttribute("data-livegen-preview"));
    }

    static Task<Site> StartAsync() => Site.StartAsync(
        app =>
        {
            app.UseLiveGenContentSecurityPolicy("img-src 'self' blob:");
            app.MapLiveView("/", Album.Page).AllowAnonymous();
            app.MapLiveView("/choosing", Album.Choosing).AllowAnonymous();
            app.MapAction("/album/save", Album.Save)
                .WithUploads(maxBytes: 200_000_000, maxFiles: 5, accept: "image/*,.pdf")
                .AllowAnonymous();
            app.MapGet("/album/{id}", (string id, IAlbumStore store) =>
                UserFile.Serve(store.Open(id), store.TypeOf(id), store.NameOf(id), inline: true)).AllowAnonymous();
        },
        services => services.AddSingleton<IAlbumStore, Album>());
}
