using System.Net.Sockets;
using LiveGen.Faults.Nodes;

namespace LiveGen.Faults.Pages;

/// <summary>The address that pages are fetched from, and the connections to it.</summary>
sealed class PageSite : IDisposable
{
    readonly Uri _address;
    readonly HttpClient _pages;

    public PageSite(int port)
    {
        _address = new Uri($"http://127.0.0.1:{port}");
        _pages = new HttpClient(new SocketsHttpHandler()) { Timeout = TimeSpan.FromSeconds(8) };
    }

    /// <summary>What WebSockets are opened with.</summary>
    public HttpMessageInvoker Sockets { get; } = new(new SocketsHttpHandler());

    public Uri At(string path) => new(_address, path);

    /// <summary>Fetches the page, or null when that failed.</summary>
    public async Task<Island?> GetAsync(IReadOnlyList<string> groups, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, At($"/groups/{string.Join(FaultConsumer.Separator, groups)}"));
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("LiveGen-Render", "1");
        try
        {
            using var response = await _pages.SendAsync(request, stop);
            return response.IsSuccessStatusCode ? Island.Parse(await response.Content.ReadAsStringAsync(stop)) : null;
        }
        catch (Exception e) when (e is HttpRequestException or SocketException or IOException || e is OperationCanceledException && !stop.IsCancellationRequested)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _pages.Dispose();
        Sockets.Dispose();
    }
}
