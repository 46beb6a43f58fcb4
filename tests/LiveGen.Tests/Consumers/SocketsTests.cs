using System.ComponentModel.DataAnnotations;
using LiveGen.Consumers;
using LiveGen.Templates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace LiveGen.Tests.Consumers;

/// <summary>What a page says about its sockets, and what it is told when it says it wrong.</summary>
public sealed class SocketsTests
{
    public enum Size { Small, Large }

    public sealed record Say([Length(1, 1000)] string Text);

    public sealed record Order(int Id, Size Size, string? Note = null);

    public sealed record Other(string Text);

    [Idempotent]
    public sealed record MarkRead(int Id);

    public sealed class Shop : LiveGenWebSocketConsumer, IReceive<Say>, IReceive<Order>, IReceive<MarkRead>
    {
        public ValueTask ReceiveAsync(MarkRead message, CancellationToken cancellationToken) => default;

        public ValueTask ReceiveAsync(Say message, CancellationToken cancellationToken) => default;

        public ValueTask ReceiveAsync(Order message, CancellationToken cancellationToken) => default;
    }

    public sealed class Unmapped : LiveGenWebSocketConsumer;

    static async Task<string> PageAsync(
        Action template, string environment = "Production", string path = "/", Action<IServiceCollection>? services = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseTestServer();
        services?.Invoke(builder.Services);
        builder.Services.AddLiveGen();
        await using var app = builder.Build();
        app.UsePathBase("/base");
        app.UseRouting();
        app.MapLiveView("/", template).AllowAnonymous();
        app.MapConsumer<Shop>("/ws/shop/{room}").AllowAnonymous();
        await app.StartAsync();
        using var response = await app.GetTestClient().GetAsync(new Uri(path, UriKind.Relative));
        return await response.Content.ReadAsStringAsync(); // in development a refusal is the body of a 500
    }

    static async Task<string> RefusalAsync(Action template) =>
        (await Assert.ThrowsAsync<TemplateException>(() => PageAsync(template))).Message;

    static ConsumerSocket<Shop> Shops => Sockets.To<Shop>(new { room = "a" });

    static void With(Func<ConsumerSocket<Shop>, Callback> callback)
    {
        var shop = Sockets.To<Shop>(new { room = "a" });
        Input(id: "i", onchange: callback(shop));
    }

    [Fact]
    public async Task A_page_opens_its_socket_by_route_values_and_query()
    {
        var page = await PageAsync(() => Sockets.Connect<Shop>(new { room = "a b", username = "Ä&<" }));
        Assert.Contains("""["livegen.openSocket","/ws/shop/a%20b?username=%C3%84%26%3C",null,""", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_says_so_when_the_layer_had_not_heard_from_other_processes() =>
        Assert.Contains(
            """["livegen.openSocket","/ws/shop/a",null,"-.""",
            await PageAsync(() => Sockets.Connect<Shop>(new { room = "a" }), services: services =>
                services.AddSingleton(new RenderSettings(IsDevelopment: false, MaxRenderBytes: 1 << 20, Position: () => default))),
            StringComparison.Ordinal);

    [Fact]
    public async Task Below_a_base_path_the_socket_is_below_it_too() =>
        Assert.Contains(
            """["livegen.openSocket","/base/ws/shop/a",null,""",
            await PageAsync(() => Sockets.Connect<Shop>(new { room = "a" }), path: "/base/"), StringComparison.Ordinal);

    [Fact]
    public async Task A_form_for_a_socket_is_one_that_the_browser_does_not_submit_by_itself()
    {
        static string FormIn(string page) => page[page.IndexOf("<form", StringComparison.Ordinal)..page.IndexOf("</form", StringComparison.Ordinal)];

        Assert.EndsWith("' method=\"dialog\">", FormIn(await PageAsync(() => Form(onsubmit: Shops.Callback<Say>(This)))), StringComparison.Ordinal);
        Assert.DoesNotContain("dialog", FormIn(await PageAsync(() => Form(onsubmit: Shops.Callback<Say>(This), method: "post"))), StringComparison.Ordinal);
        Assert.DoesNotContain("dialog", FormIn(await PageAsync(() => Form(onsubmit: Shops.Callback<Say>(This), action: "/search"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_idempotent_message_may_be_sent_again()
    {
        Assert.Contains("\"retry\":true", await PageAsync(() => With(shop => shop.Callback<MarkRead>(1))), StringComparison.Ordinal);
        Assert.DoesNotContain("\"retry\"", await PageAsync(() => With(shop => shop.Callback<Say>(This))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callback_stands_in_the_element_and_names_the_message() =>
        Assert.Contains(
            """<input id="i" data-lg-change='{"to":"/ws/shop/a","name":"Say","args":[["r"]],"when":["key","Enter"],"clear":true,"seal":""",
            await PageAsync(() => With(shop => shop.Callback<Say>(This, when: Key.Enter, clear: true))), StringComparison.Ordinal);

    [Fact]
    public async Task An_element_as_an_argument_is_read_by_its_id() =>
        Assert.Contains("""[["r","text"]]""", await PageAsync(() =>
        {
            var text = Input(id: "text");
            Button("Send", onclick: Sockets.To<Shop>(new { room = "a" }).Callback<Say>(text));
        }), StringComparison.Ordinal);

    [Fact]
    public async Task An_apostrophe_does_not_end_the_attribute() =>
        Assert.Contains("it&#39;s &lt;b&gt;", await PageAsync(() => With(shop => shop.Callback<Say>("it's <b>"))), StringComparison.Ordinal);

    [Fact]
    public async Task Optional_parameters_may_be_left_out() =>
        Assert.Contains("""[["v","7"],["v","\"Large\""]]""",
            await PageAsync(() => With(shop => shop.Callback<Order>(7, Constant(Size.Large))), "Development"), StringComparison.Ordinal);

    [Fact]
    public async Task An_element_without_an_id_is_no_argument() =>
        Assert.Contains("Input(id: \"name\")", await RefusalAsync(() => With(shop => shop.Callback<Say>(Input()))), StringComparison.Ordinal);

    [Fact]
    public async Task A_wrong_number_of_arguments_is_refused_when_rendered() =>
        Assert.Contains("Order(Id, Size, Note) takes 2 to 3 arguments, but got 1",
            await RefusalAsync(() => With(shop => shop.Callback<Order>(7))), StringComparison.Ordinal);

    [Fact]
    public async Task A_constant_of_another_type_is_refused_in_development() =>
        Assert.Contains("gives \"seven\" for Id",
            await PageAsync(() => With(shop => shop.Callback<Order>("seven", This)), "Development"), StringComparison.Ordinal);

    [Fact]
    public async Task A_message_that_the_consumer_does_not_receive_is_refused() =>
        Assert.Contains("IReceive<Other>", await RefusalAsync(() => With(shop => shop.Callback<Other>(This))), StringComparison.Ordinal);

    [Fact]
    public async Task A_consumer_that_is_not_mapped_names_the_line_to_add() =>
        Assert.Contains("app.MapConsumer<Unmapped>(", await RefusalAsync(() => Sockets.Connect<Unmapped>()), StringComparison.Ordinal);

    [Fact]
    public async Task A_missing_route_value_is_told() =>
        Assert.Contains("every value that its route names", await RefusalAsync(() => Sockets.Connect<Shop>()), StringComparison.Ordinal);

    [Fact]
    public void Outside_of_a_request_there_is_no_url() =>
        Assert.Contains("this render has none", Assert.Throws<TemplateException>(
            () => Live.Render(() => Sockets.Connect<Shop>(new { room = "a" }))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_page_can_close_its_socket() =>
        Assert.Contains("""["livegen.closeSocket","/ws/shop/a"]""",
            await PageAsync(() => Sockets.To<Shop>(new { room = "a" }).Close()), StringComparison.Ordinal);
}
