using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.IntegrationTests.LiveViews;

/// <summary>An action is an endpoint like any other.</summary>
public sealed class ActionEndpointTests
{
    [EnableRateLimiting("few")]
    static void Limited() { }

    [Fact]
    public async Task Rate_limits_hold_by_attribute()
    {
        await using var server = await ActionServer.StartAsync(
            app =>
            {
                app.UseRouting();
                app.UseRateLimiter();
                app.MapLiveView("/", () => { Button("go", id: "go", onclick: Callback(Limited)); }).AllowAnonymous();
                app.MapAction("/do", Limited).AllowAnonymous();
            },
            services => services.AddRateLimiter(limits =>
            {
                limits.RejectionStatusCode = 429;
                limits.AddFixedWindowLimiter("few", window => (window.PermitLimit, window.Window, window.QueueLimit) = (2, TimeSpan.FromDays(1), 0));
            }));
        var page = await server.PageAsync();

        Assert.Equal(HttpStatusCode.OK, (await page.CallAsync("go")).Status);
        Assert.Equal(HttpStatusCode.OK, (await page.CallAsync("go")).Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await page.CallAsync("go")).Status);
    }

    static void Save(int id, HttpContext http, string text) => Alert($"{id} {text}");

    [Fact]
    public async Task Filters_of_the_action_and_of_its_group_see_and_change_the_handlers_values()
    {
        var seen = new List<string>();
        await using var server = await ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/", () => { Button("go", id: "go", onclick: Callback(Save, 5, This)); }).AllowAnonymous();
            var group = app.MapGroup("/group").AllowAnonymous().AddEndpointFilter((context, next) =>
            {
                seen.Add($"group {context.Arguments[0]} {context.GetArgument<HttpContext>(1) == context.HttpContext} {context.GetArgument<string>(2)}");
                return next(context);
            });
            group.MapAction("/save", Save).AddEndpointFilter((context, next) =>
            {
                seen.Add($"action {context.Arguments.Count}");
                context.Arguments[2] = context.GetArgument<string>(2).Trim();
                Alert("from the filter");
                return next(context);
            });
        });

        var answer = await (await server.PageAsync()).CallAsync("go", "\" hi \"");

        Assert.Equal(["group 5 True  hi ", "action 3"], seen);
        Assert.Equal(["""["alert","from the filter"]""", """["alert","5 hi"]"""], answer.Commands);
    }

    [Fact]
    public async Task A_filter_may_answer_instead_of_the_handler()
    {
        await using var server = await ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/", () => { Button("go", id: "go", onclick: Callback(Save, 5, This)); }).AllowAnonymous();
            app.MapAction("/save", Save).AllowAnonymous().AddEndpointFilter((_, _) => new ValueTask<object?>(Results.StatusCode(403)));
        });

        Assert.Equal("denied", (await (await server.PageAsync()).CallAsync("go", "\"x\"")).AckStatus);
    }

    [Fact]
    public async Task A_target_of_a_group_holds_where_an_action_names_none()
    {
        static void One() => P("1");
        static void Two() => P("2");
        await using var server = await ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/", () =>
            {
                Button("1", id: "one", onclick: Callback(One));
                Button("2", id: "two", onclick: Callback(Two));
            }).AllowAnonymous();
            var group = app.MapGroup("/group").AllowAnonymous().WithTarget("of-group");
            group.MapAction("/one", One);
            group.MapAction("/two", Two).WithTarget("own");
        });
        var page = await server.PageAsync();

        Assert.Equal(["""["livegen.morph","of-group","<p>1</p>"]"""], (await page.CallAsync("one")).Commands);
        Assert.Equal(["""["livegen.morph","own","<p>2</p>"]"""], (await page.CallAsync("two")).Commands);
    }

    [Fact]
    public async Task One_without_authorization_stops_the_application()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => ActionServer.StartAsync(app => app.MapAction("/save/{id}", Save)));

        Assert.Contains("""app.MapAction("/save/{id}", …).RequireAuthorization("…");""", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_no_part_of_an_API_description()
    {
        await using var server = await ActionServer.StartAsync(app =>
        {
            app.MapAction("/save", Save).AllowAnonymous();
            var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).ToArray();
            Assert.All(endpoints, endpoint =>
                Assert.True(endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Routing.IExcludeFromDescriptionMetadata>()!.ExcludeFromDescription));
            Assert.Equal(["LiveGen uploads", "MapAction(\"/save\", …): ActionEndpointTests.Save"], endpoints.Select(endpoint => endpoint.DisplayName!).Order());
        });
    }
}
