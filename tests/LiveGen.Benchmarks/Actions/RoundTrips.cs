using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.Benchmarks.Actions;

/// <summary>
/// One call with two arguments, answered with 2 kB of HTML, through ASP.NET Core's whole pipeline: as an action, whose answer is
/// commands, and as an endpoint of a minimal API that reads the same values from JSON and returns the HTML as a string.
/// </summary>
sealed class RoundTrips
{
    const int Rows = 25;

    sealed record Edit(int Id, string Text);

    readonly DirectServer _server = new();
    readonly byte[] _call, _json = JsonSerializer.SerializeToUtf8Bytes(new Edit(7, "a < b"), JsonSerializerOptions.Web);

    public RoundTrips()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IServer>(_server);
        builder.Services.AddRouting();
        builder.Services.AddLiveGen();
        builder.Services.AddSingleton<IDataProtectionProvider, EphemeralDataProtectionProvider>(); // no keys on disk
        var app = builder.Build();
        app.MapLiveView("/", Page).AllowAnonymous();
        app.MapAction("/save", Save).WithTarget("list").AllowAnonymous();
        app.MapPost("/text", (Edit edit) => ByString(edit));
        app.MapPost("/nothing", (HttpContext _) => Task.CompletedTask);
        app.StartAsync().GetAwaiter().GetResult();
        _call = CallOf(Encoding.UTF8.GetString(_server.Send("GET", "/", [])));
        if (!Encoding.UTF8.GetString(_server.Send("POST", "/save", _call)).Contains("7: a &lt; b 24", StringComparison.Ordinal))
            throw new InvalidOperationException("The action did not answer.");
    }

    public int MinimalApiCall() => _server.Send("POST", "/text", _json).Length;

    public int ActionCall() => _server.Send("POST", "/save", _call).Length;

    /// <summary>What the pipeline and this server cost without any work.</summary>
    public int EmptyCall() => _server.Send("POST", "/nothing", []).Length + 1;

    static void Page()
    {
        using var body = Body().Open();
        Button("Save", onclick: Callback(Save, 7, This));
        Ul(id: "list");
    }

    static void Save(int id, string text)
    {
        for (var i = 0; i < Rows; i++)
            Li($"{id}: {text} {i}", @class: "row", title: "An item of the list, which somebody has edited");
    }

    static string ByString(Edit edit)
    {
        var html = new StringBuilder();
        for (var i = 0; i < Rows; i++)
            html.Append("<li class=\"row\" title=\"An item of the list, which somebody has edited\">").Append(edit.Id).Append(": ")
                .Append(HtmlEncoder.Default.Encode(edit.Text)).Append(' ').Append(i).Append("</li>");
        return html.ToString();
    }

    // What the page sends when its button is pressed.
    static byte[] CallOf(string page)
    {
        var callback = JsonElement.Parse(WebUtility.HtmlDecode(Regex.Match(page, "data-lg-click='(.*?)'").Groups[1].Value));
        var token = Regex.Match(page, "\"token\":(\"[^\"]+\")").Groups[1].Value;
        return Encoding.UTF8.GetBytes($"[\"callback\",1,null,[7,\"a < b\"],null,{callback.GetProperty("seal").GetRawText()},{token}]");
    }
}
