using System.Text.Json;

namespace LiveGen.Tests.LiveViews;

/// <summary>What the runtime does when a link is followed.</summary>
static class PartialLoads
{
    public static async Task<string[]> LayoutsOfAsync(Site site, string url) =>
        [.. (await IslandAsync(site, url)).GetProperty("layouts").EnumerateArray().Select(id => id.GetString()!)];

    public static async Task<JsonElement> IslandAsync(Site site, string url) =>
        JsonDocument.Parse((await site.PageAsync(url)).GetElementById("livegen")!.TextContent).RootElement;

    /// <summary>Asks for a page from another one.</summary>
    public static async Task<HttpResponseMessage> FollowAsync(Site site, string from, string to, HttpMethod? method = null)
    {
        var island = await IslandAsync(site, from);
        return await site.SendAsync(method ?? HttpMethod.Get, to,
            ("LiveGen", "1"), ("LiveGen-Build", island.GetProperty("build").GetString()!),
            ("LiveGen-Layouts", string.Join(',', await LayoutsOfAsync(site, from))), ("LiveGen-Token", island.GetProperty("token").GetString()!), ("Accept", "application/json"));
    }

    public static async Task<JsonElement[]> FramesAsync(HttpResponseMessage response) =>
        [.. JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.EnumerateArray()];
}
