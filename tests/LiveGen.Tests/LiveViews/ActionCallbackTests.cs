using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace LiveGen.Tests.LiveViews;

/// <summary>What <c>Callback(handler, …)</c> writes into its element, and which mistakes it finds while the page renders.</summary>
public sealed class ActionCallbackTests
{
    public sealed record Form(string Title);

    static void Save(int id, HttpContext http, string text, bool loud = false) { }

    static void Room(string room, int n, string text) { }

    static void Upload(IFormFile file) { }

    static void Submit(Form form) { }

    static void Unmapped() { }

    [Idempotent]
    static void MarkRead(int id) { }

    sealed class Development : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Development;
        public string ApplicationName { get; set; } = "tests";
        public string ContentRootPath { get; set; } = "";
        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }

    static Task<Site> StartAsync(Action page) => Site.StartAsync(
        app =>
        {
            app.MapLiveView("/", page).AllowAnonymous();
            app.MapAction("/save", Save).AllowAnonymous();
            app.MapAction("/rooms/{room}/{n}", Room).AllowAnonymous();
            app.MapAction("/upload", Upload).AllowAnonymous();
            app.MapAction("/submit", Submit).AllowAnonymous();
            app.MapAction("/read", MarkRead).AllowAnonymous();
        },
        services => services.AddSingleton<IHostEnvironment, Development>());

    static async Task<JsonElement> WrittenAsync(Func<Callback> callback)
    {
        await using var site = await StartAsync(() => Button("go", id: "go", onclick: callback()));
        return JsonElement.Parse((await site.PageAsync()).QuerySelector("#go")!.GetAttribute("data-lg-click")!);
    }

    static async Task<string> ErrorAsync(Func<Callback> callback)
    {
        await using var site = await StartAsync(() => Button("go", id: "go", onclick: callback()));
        return (await Assert.ThrowsAsync<TemplateException>(() => site.TextAsync())).Message;
    }

    [Fact]
    public async Task An_idempotent_action_may_be_called_again()
    {
        Assert.True((await WrittenAsync(() => Callback(MarkRead, 5))).GetProperty("retry").GetBoolean());
        Assert.False((await WrittenAsync(() => Callback(Submit, This))).TryGetProperty("retry", out _));
    }

    [Fact]
    public async Task It_names_the_action_and_its_arguments()
    {
        var callback = await WrittenAsync(() => Callback(Save, 5, ValueOf("text"), true));

        Assert.Equal("/save", callback.GetProperty("post").GetString());
        Assert.Equal("""[["v","5"],["r","text"],["v","true"]]""", callback.GetProperty("args").GetRawText());
        Assert.False(callback.TryGetProperty("to", out _));
        Assert.False(callback.TryGetProperty("name", out _));
    }

    [Fact]
    public async Task Values_of_the_route_stand_in_the_path_alone()
    {
        var callback = await WrittenAsync(() => Callback(Room, ["a/b", 7, This], route: new { page = 2 }));

        Assert.Equal("/rooms/a%2Fb/7?page=2", callback.GetProperty("post").GetString());
        Assert.Equal("""[["r"]]""", callback.GetProperty("args").GetRawText());
    }

    [Fact]
    public async Task Its_options_stand_beside_them()
    {
        var callback = await WrittenAsync(() => Callback(Submit, This, debounce: 300, throttle: 5, confirm: "Sure?", when: Key.Enter, clear: true,
            blocks: true, meta: new { a = 1 }, concurrency: Concurrency.Latest, disableWith: "Saving…", loading: "list"));

        var options = callback.EnumerateObject().Where(member => member.Name is not ("post" or "args" or "seal"))
            .Select(member => $"{member.Name}={member.Value.GetRawText()}");
        Assert.Equal(
            ["debounce=300", "throttle=5", "confirm=\"Sure?\"", "when=[\"key\",\"Enter\"]", "clear=true", "blocks=true", "concurrency=\"latest\"",
                "disableWith=\"Saving…\"", "loading=\"list\"", "meta={\"a\":1}"], options);
    }

    [Theory]
    [InlineData(Concurrency.Queue, null)]
    [InlineData(Concurrency.Drop, "drop")]
    [InlineData(Concurrency.Parallel, "parallel")]
    public async Task Each_policy_has_its_name(Concurrency concurrency, string? expected)
    {
        var callback = await WrittenAsync(() => Callback(Submit, This, concurrency: concurrency));

        Assert.Equal(expected, callback.TryGetProperty("concurrency", out var name) ? name.GetString() : null);
    }

    [Fact]
    public async Task A_handler_that_is_not_mapped_shows_the_line_to_add()
    {
        Assert.Equal(
            "ActionCallbackTests.Unmapped is not mapped as an action, so nothing could call it. " +
            "Add app.MapAction(\"/actioncallbacktests/unmapped\", ActionCallbackTests.Unmapped).RequireAuthorization(\"a policy\"); or .AllowAnonymous().",
            await ErrorAsync(() => Callback(Unmapped)));
        Assert.Contains("is given a lambda that is not mapped", await ErrorAsync(() => Callback(() => { })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_few_and_too_many_arguments_are_counted()
    {
        Assert.Equal(
            "A callback to ActionCallbackTests.Save(id, text, loud) takes 2 to 3 arguments, but got 1. Give one for each parameter, in order: " +
            "This, an element with an id, or a constant.", await ErrorAsync(() => Callback(Save, 1)));
        Assert.Contains("takes 1 argument, but got 2", await ErrorAsync(() => Callback(Submit, This, This)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_constant_of_another_type_is_named()
    {
        Assert.Equal(
            "A callback to ActionCallbackTests.Save(id, text, loud) gives \"five\" for id, which This must be a whole number from " +
            "-2147483648 to 2147483647.", await ErrorAsync(() => Callback(Save, "five", This)));
        Assert.Contains("gives {\"other\":1} for form", await ErrorAsync(() => Callback(Submit, Constant(new { other = 1 }))), StringComparison.Ordinal);
        Assert.Contains("gives \"a.txt\" for file, which This must be a file.", await ErrorAsync(() => Callback(Upload, "a.txt")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_of_the_browser_cannot_stand_in_the_path()
    {
        Assert.Equal(
            "A callback to ActionCallbackTests.Room(room, n, text) gives a value of the browser for n, which stands in the path of the action. " +
            "Give a constant, or take {n} out of the route of MapAction.", await ErrorAsync(() => Callback(Room, "a", This, This)));
    }

    [Fact]
    public async Task A_text_that_a_path_cannot_carry_is_refused() =>
        Assert.Contains("where nobody can tell \"%2F\" from \"/\"", await ErrorAsync(() => Callback(Room, "a%2fb", 1, This)), StringComparison.Ordinal);

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task A_text_that_browsers_take_for_a_step_in_the_path_is_refused(string text)
    {
        var error = await ErrorAsync(() => Callback(Room, text, 1, This));

        Assert.Equal(
            $"A callback to ActionCallbackTests.Room(room, n, text) gives \"{text}\" for {{room}} in the path of the action, where browsers " +
            "take it for a step up or none. Take {room} out of the route of MapAction; then the value is an argument like any other.", error);
    }

    [Fact]
    public void Outside_of_a_request_it_says_where_to_render()
    {
        var error = Assert.Throws<TemplateException>(() => Live.Render(() => Button("x", id: "x", onclick: Callback(Unmapped)), "y"));

        Assert.Contains("The URL of ActionCallbackTests.Unmapped depends on the request", error.Message, StringComparison.Ordinal);
    }
}
