using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Xunit;

namespace LiveGen.Tests.LiveViews;

/// <summary>How the browser runtime is served.</summary>
public sealed class ClientRuntimeTests
{
    static readonly string[] s_files =
        [.. Directory.GetFiles(Path.Combine(RepositoryFiles.Root, "src/LiveGen.Client/dist"), "*.js").Order(StringComparer.Ordinal)];
    static readonly string s_hash =
        Convert.ToHexStringLower(SHA256.HashData([.. s_files.SelectMany(File.ReadAllBytes)]))[..12];
    static readonly byte[] s_bundle = File.ReadAllBytes(s_files.Single(file => Path.GetFileName(file) == "livegen.js"));
    static readonly string s_path = $"/_livegen/livegen.{s_hash}.js";

    [Theory]
    [InlineData("", null)]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("br;q=0, gzip;q=0.5", "gzip")]
    [InlineData("identity", null)]
    public async Task It_is_the_built_bundle_compressed_as_the_browser_takes_it(string accepts, string? encoding)
    {
        await using var site = await Site.WithPageAsync(() => { P(); });

        using var response = await site.SendAsync(HttpMethod.Get, s_path, ("Accept-Encoding", accepts));

        Assert.Equal(encoding, response.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Equal(s_bundle, Decompress(await response.Content.ReadAsByteArrayAsync(), encoding));
        Assert.Equal("Accept-Encoding", response.Headers.Vary.Single());
    }

    [Fact]
    public async Task Every_module_is_served_under_the_one_hash_of_all_and_the_island_names_those_on_demand()
    {
        await using var site = await Site.WithPageAsync(() => { P(); });
        using var json = JsonDocument.Parse((await site.PageAsync()).GetElementById("livegen")!.TextContent);
        var named = json.RootElement.GetProperty("extras").EnumerateObject().ToDictionary(extra => extra.Name, extra => extra.Value.GetString());

        foreach (var file in s_files)
        {
            var name = Path.GetFileNameWithoutExtension(file);
            using var response = await site.SendAsync(HttpMethod.Get, $"/_livegen/{name}.{s_hash}.js");
            Assert.Equal(File.ReadAllBytes(file), await response.Content.ReadAsByteArrayAsync());
            Assert.Equal(name != "livegen", named.Remove(name, out var url));
            Assert.True(url is null || url == $"/_livegen/{name}.{s_hash}.js");
        }
        Assert.Empty(named);
        Assert.Equal(s_hash, json.RootElement.GetProperty("build").GetString());
    }

    [Theory]
    [InlineData("toasts.js", "text/javascript")]
    [InlineData("toasts.css", "text/css")]
    [InlineData("dev.js", "text/javascript")]
    public async Task Files_of_plugins_are_served_under_their_own_hash(string name, string type)
    {
        var file = File.ReadAllBytes(Path.Combine(RepositoryFiles.Root, "src/LiveGen.Client/dist/plugins", name));
        await using var site = await Site.WithPageAsync(() => { P(); });

        using var response = await site.SendAsync(
            HttpMethod.Get, $"/_livegen/{name.Replace(".", $".{Convert.ToHexStringLower(SHA256.HashData(file))[..12]}.", StringComparison.Ordinal)}");

        Assert.Equal(file, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(type, response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task It_is_kept_for_good()
    {
        await using var site = await Site.WithPageAsync(() => { P(); });

        using var response = await site.SendAsync(HttpMethod.Get, s_path);

        Assert.Equal("text/javascript; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("public, max-age=31536000, immutable", Assert.Single(response.Headers.GetValues("Cache-Control")));
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task Head_gives_its_length_alone()
    {
        await using var site = await Site.WithPageAsync(() => { P(); });

        using var response = await site.SendAsync(HttpMethod.Head, s_path);

        Assert.Equal(s_bundle.Length, response.Content.Headers.ContentLength);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Another_build_is_not_here()
    {
        await using var site = await Site.WithPageAsync(() => { P(); });

        using var other = await site.SendAsync(HttpMethod.Get, "/_livegen/livegen.000000000000.js");
        using var post = await site.SendAsync(HttpMethod.Post, s_path);

        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        Assert.False(post.IsSuccessStatusCode);
    }

    static byte[] Decompress(byte[] body, string? encoding)
    {
        using var source = new MemoryStream(body);
        using Stream decoded = encoding switch
        {
            "br" => new BrotliStream(source, CompressionMode.Decompress),
            "gzip" => new GZipStream(source, CompressionMode.Decompress),
            _ => source,
        };
        using var copy = new MemoryStream();
        decoded.CopyTo(copy);
        return copy.ToArray();
    }
}
