using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.LiveViews;

/// <summary>What handlers take, and how it gets there.</summary>
public sealed class ActionBindingTests
{
    public enum Size { Small, Large }

    public sealed record Line(string Text, [Range(1, 9)] int Quantity);

    public sealed record Order([Required, StringLength(5)] string Name, IReadOnlyList<Line> Lines, [property: MinLength(2)] string? Note = null);

    sealed record Greeter(string Greeting);

    static Task<ActionServer> StartAsync(Delegate handler, Func<Callback> callback, string pattern = "/do", Action<IServiceCollection>? services = null) =>
        ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/", () => { Button("go", id: "go", onclick: callback()); }).AllowAnonymous();
            app.MapAction(pattern, handler).AllowAnonymous();
        }, services);

    static async Task<string[]> CallAsync(Delegate handler, Func<Callback> callback, string pattern = "/do", params string[] values)
    {
        await using var server = await StartAsync(handler, callback, pattern, services => services
            .AddSingleton(new Greeter("Hello")).AddKeyedSingleton("loud", new Greeter("HELLO")));
        var answer = await (await server.PageAsync()).CallAsync("go", values);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Commands;
    }

    public static TheoryData<object> Constants =>
    [
        long.MaxValue, long.MinValue, decimal.MaxValue, 12.50m, double.Epsilon, 0.1f, true, 'x', (byte)200, "\u2028 </script> \" \\ 日本 🎉", "",
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.FromHours(-7)).AddTicks(9), new DateOnly(2026, 2, 28), new TimeOnly(23, 59, 59, 999),
        TimeSpan.FromTicks(123456789012345), Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff"), Size.Large,
        new Line("l", 3), (1L << 60, "pair"), new HashSet<int> { 3, 1, 2 }, new[] { 1.5, 2.5 }, new Dictionary<string, int> { ["a"] = 1 },
    ];

    [Theory]
    [MemberData(nameof(Constants))]
    public async Task Constants_come_back_exactly(object constant)
    {
        var test = (Task)typeof(ActionBindingTests).GetMethod(nameof(RoundTripAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(constant.GetType()).Invoke(null, [constant])!;
        await test;
    }

    static async Task RoundTripAsync<T>(T constant)
    {
        var got = new List<T>();
        void Take(T value) => got.Add(value);
        await CallAsync(Take, () => Callback(Take, Constant(constant)));
        if (constant is System.Collections.IEnumerable expected and not string)
            Assert.Equal(expected, (System.Collections.IEnumerable)Assert.Single(got)!);
        else
            Assert.Equal(constant, Assert.Single(got));
    }

    [Fact]
    public async Task Services_and_the_request_stand_anywhere_between_the_arguments()
    {
        static async Task Do(
            HttpContext http, int first, Greeter greeter, ClaimsPrincipal user, [FromKeyedServices("loud")] Greeter loud, string second,
            CancellationToken ct, HttpRequest request, HttpResponse response, [FromHeader(Name = "LiveGen")] int header,
            [FromServices] Greeter again, int third = 3)
        {
            await Task.Yield();
            Alert($"{first} {second} {third} {greeter.Greeting} {loud.Greeting} {again.Greeting} {http.Request.Method} {user.Identity!.IsAuthenticated} " +
                $"{request.Path} {response.HasStarted} {header} {ct.CanBeCanceled}");
        }

        var commands = await CallAsync(Do, () => Callback(Do, 1, This), values: "\"two\"");

        Assert.Equal("""["alert","1 two 3 Hello HELLO Hello POST False /do False 1 True"]""", Assert.Single(commands));
    }

    [Fact]
    public async Task Values_of_the_route_are_given_in_their_place_and_leave_the_arguments()
    {
        static void Do(string room, int n, DateOnly day, string text, bool really) => Alert(string.Create(CultureInfo.InvariantCulture, $"{room} {n} {day:O} {text} {really}"));

        var commands = await CallAsync(Do, () => Callback(Do, "a/b ü", 5, new DateOnly(2026, 3, 4), This, true),
            "/rooms/{room}/{n:int}/{day}/{really}", "\"hi\"");

        Assert.Equal("""["alert","a/b ü 5 2026-03-04 hi True"]""", Assert.Single(commands));
    }

    [Fact]
    public async Task A_group_may_have_values_of_its_own_and_the_query_too()
    {
        static void Do(int id, string tenant, [FromQuery] int? page, HttpContext http) => Alert($"{tenant} {id} {page} {http.Request.RouteValues["area"]}");
        await using var server = await ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/", () => { Button("go", id: "go", onclick: Callback(Do, 5, "acme", route: new { area = "x", page = 2 })); }).AllowAnonymous();
            app.MapGroup("/{tenant}/{area}").AllowAnonymous().MapAction("/do", Do);
        });
        var page = await server.PageAsync();

        Assert.Equal("/acme/x/do?page=2", page.Callback("go").GetProperty("post").GetString());
        Assert.Equal("""["alert","acme 5 2 x"]""", Assert.Single((await page.CallAsync("go")).Commands));
    }

    [Theory]
    [InlineData("\"many\"", """{"status":"invalid","errors":{"n":["This must be a whole number from -2147483648 to 2147483647."]}}""")]
    [InlineData("null", """{"status":"invalid","errors":{"n":["This is required."]}}""")]
    [InlineData("{}", """{"status":"invalid","errors":{"n":["This must be a whole number from -2147483648 to 2147483647."]}}""")]
    [InlineData("11", """{"status":"invalid","errors":{"n":["At most 9."]}}""")]
    public async Task An_argument_that_does_not_fit_is_said_so_and_nothing_runs(string value, string expected)
    {
        var calls = 0;
        void Do([Range(1, 9, ErrorMessage = "At most 9.")] int n) => calls++;
        await using var server = await StartAsync(Do, () => Callback(Do, This));

        var answer = await (await server.PageAsync()).CallAsync("go", value);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal($"[[\"ack\",7,{expected}]]", answer.Text);
        Assert.Equal(0, calls);
    }

    [Theory]
    [InlineData("""{"name":"Ada","lines":[{"text":"a","quantity":1},{"text":"b","quantity":"2"}],"note":"ok"}""", null)]
    [InlineData("""{"name":"Ada Lovelace","lines":[{"text":"a","quantity":10}],"note":"n"}""", "Lines[0].Quantity,Name,Note")]
    [InlineData("""{"name":"Ada","lines":[{"text":"a","quantity":"x"}]}""", "Lines[0].Quantity")]
    [InlineData("""{"lines":[]}""", "Name")]
    public async Task A_form_is_one_record_with_rules_on_its_fields(string form, string? wrong)
    {
        var got = new List<Order>();
        void Do(Order order) => got.Add(order);
        await using var server = await StartAsync(Do, () => Callback(Do, This));

        var answer = await (await server.PageAsync()).CallAsync("go", form);

        if (wrong is null)
            Assert.Equal(2, Assert.Single(got).Lines[1].Quantity);
        else
        {
            Assert.Empty(got);
            Assert.Equal(wrong, string.Join(',', answer.Ack!.Value.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal)));
        }
    }

    [Fact]
    public async Task A_handler_may_refuse_a_value_itself()
    {
        static void Do(string name)
        {
            Alert("half done");
            throw new InvalidCallbackException("name", "This one is taken.");
        }
        await using var server = await StartAsync(Do, () => Callback(Do, This));

        var answer = await (await server.PageAsync()).CallAsync("go", "\"Ada\"");

        Assert.Equal("""[["ack",7,{"status":"invalid","errors":{"name":["This one is taken."]}}]]""", answer.Text);
    }

    [Fact]
    public async Task Files_are_arguments()
    {
        static async Task Do(IFormFile one, IFormFile? none, IReadOnlyList<IFormFile> many, IFormFileCollection all, string text)
        {
            using var reader = new StreamReader(one.OpenReadStream());
            Alert($"{one.FileName} {await reader.ReadToEndAsync()} {none is null} {string.Join('+', many.Select(f => f.FileName))} {all.Count} {text}");
        }
        await using var server = await StartAsync(Do, () => Callback(Do, [This, This, This, This, "t"]));
        var page = await server.PageAsync();

        var answer = await page.CallAsync("go", ["""["f0"]""", "[]", """["f1","f2"]""", """["f0","f1","f2"]"""],
            ("f0", "a.txt", "AAA"), ("f1", "b.txt", "B"), ("f2", "c.txt", "C"));
        var missing = await page.CallAsync("go", ["[]", "[]", """["other"]""", """["f0"]"""], ("f0", "a.txt", "AAA"));

        Assert.Equal("""["alert","a.txt AAA True b.txt+c.txt 3 t"]""", Assert.Single(answer.Commands));
        Assert.Equal("""{"one":["This must be a file."],"many":["This must be in another form."]}""", missing.Ack!.Value.GetProperty("errors").GetRawText());
    }
}
