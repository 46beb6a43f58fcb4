using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace DamInventory.Load;

/// <summary>Asks a server that runs for its pages, and says how long each takes: <c>-- measure http://localhost:5000</c>.</summary>
static partial class Measurement
{
    const int Warmup = 5, Times = 21;

    static readonly (string What, string Path)[] s_pages =
    [
        ("Home: map and list", "/"),
        ("Table, first page", "/dams"),
        ("Table, 50 by river, last page", "/dams?sort=River&descending=true&size=50&page=LAST"),
        ("Table, search", "/dams?search=river%207"),
        ("Table, all (500 at a time)", "/dams?size=0"),
        ("Add dam", "/dams/add"),
    ];

    public static async Task<int> RunAsync(string url)
    {
        using var cookies = new HttpClientHandler { CheckCertificateRevocationList = true };
        using var client = new HttpClient(cookies) { BaseAddress = new Uri(url) };
        await SignInAsync(client);
        var table = await client.GetStringAsync("/dams?size=50");
        var dams = int.Parse(Shown().Match(table).Groups[1].Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        Console.WriteLine($"{dams:N0} dams, medians of {Times} requests");
        foreach (var (what, path) in s_pages)
        {
            var address = path.Replace("LAST", $"{(dams + 49) / 50}", StringComparison.Ordinal);
            await MeasureAsync(what, () => client.GetAsync(address));
        }
        await MeasureAsync("Map moved: Colorado", await LookAsync(client, new(-109, 37, -102, 41)));
        return 0;
    }

    static async Task MeasureAsync(string what, Func<Task<HttpResponseMessage>> ask)
    {
        var times = new List<double>();
        var bytes = 0;
        for (var i = 0; i < Warmup + Times; i++)
        {
            var begin = Stopwatch.GetTimestamp();
            using var answer = await ask();
            bytes = (await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).Length;
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }
        var median = times.Skip(Warmup).Order().ElementAt(Times / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-32}{median,8:0.0} ms{bytes / 1024.0,8:0} KiB"));
    }

    // As a browser without JavaScript would: the form with its hidden fields.
    static async Task SignInAsync(HttpClient client)
    {
        var page = await client.GetStringAsync("/sign-in?returnUrl=/dams");
        var fields = Hidden().Matches(page).Select(field => KeyValuePair.Create(field.Groups[1].Value, WebUtility.HtmlDecode(field.Groups[3].Value)))
            .Append(new("Name", "admin")).Append(new("Password", "admin"));
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await client.PostAsync("/sign-in/try", form);
        answer.EnsureSuccessStatusCode();
    }

    // As the map does when somebody has moved it: its callback, with the part of the world that it shows.
    static async Task<Func<Task<HttpResponseMessage>>> LookAsync(HttpClient client, Map.Bounds bounds)
    {
        var page = await client.GetStringAsync("/");
        var callback = JsonDocument.Parse(WebUtility.HtmlDecode(ViewCallback().Match(page).Groups[1].Value)).RootElement;
        var token = JsonDocument.Parse(Island().Match(page).Groups[1].Value).RootElement.GetProperty("token");
        return async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, callback.GetProperty("post").GetString())
            {
                Content = JsonContent.Create(new object?[]
                {
                    "callback", 1, null, new object[] { new { bounds.West, bounds.South, bounds.East, bounds.North } }, null, callback.GetProperty("seal"), token,
                }, options: JsonSerializerOptions.Web),
                Headers = { { "LiveGen", "1" }, { "LiveGen-Page", "/" }, { "Sec-Fetch-Site", "same-origin" } },
            };
            return await client.SendAsync(request);
        };
    }

    [GeneratedRegex("""<input type="hidden" name="([^"]*)" value=(["'])(.*?)\2""")]
    private static partial Regex Hidden();

    [GeneratedRegex("data-lg-damsview='([^']*)'")]
    private static partial Regex ViewCallback();

    [GeneratedRegex("""<script type="application/json" id="livegen">(.*?)</script>""")]
    private static partial Regex Island();

    [GeneratedRegex("""id="shown"[^>]*>[^<]* of ([\d,]+)<""")]
    private static partial Regex Shown();
}
