using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Xunit;

namespace LiveGen.IntegrationTests.LiveViews;

/// <summary>What a handler's result becomes at the page.</summary>
public sealed class ActionResultTests
{
    static async Task<Answer> CallAsync(Delegate handler, string url = "\"\"", string environment = "Production")
    {
        await using var server = await ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/", () => { Button("go", id: "go", onclick: Callback(handler, This)); }).AllowAnonymous();
            app.MapLiveView("/rooms/{room}", (string room) => { P(room); }).AllowAnonymous().WithName("room");
            app.MapAction("/do", handler).AllowAnonymous();
        }, environment: environment);
        return await (await server.PageAsync()).CallAsync("go", url);
    }

    [Fact]
    public async Task A_redirect_is_a_command_behind_the_others()
    {
        static IResult Go(string to)
        {
            Alert("bye");
            return Results.Redirect(to);
        }

        var answer = await CallAsync(Go, "\"/rooms/lobby?x=1\"");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(["""["alert","bye"]""", """["livegen.redirect","/rooms/lobby?x=1"]"""], answer.Commands);
        Assert.Null(answer.Headers.Location);
    }

    [Fact]
    public async Task Redirects_by_route_and_to_the_application_are_too()
    {
        static Results<RedirectToRouteHttpResult, RedirectHttpResult> Go(string to) =>
            to.Length == 0 ? TypedResults.RedirectToRoute("room", new { room = "a" }) : TypedResults.LocalRedirect(to);

        Assert.Equal(["""["livegen.redirect","/rooms/a"]"""], (await CallAsync(Go)).Commands);
        Assert.Equal(["""["livegen.redirect","/home"]"""], (await CallAsync(Go, "\"~/home\"")).Commands);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\\\evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("https://evil.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/\\t/evil.example")]
    public async Task Statement_30_a_redirect_that_leaves_the_origin_is_refused(string url)
    {
        static IResult Go(string to) => Results.Redirect(to);

        var answer = await CallAsync(Go, $"\"{url}\"");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.Status);
        Assert.Empty(answer.Commands);
        Assert.Equal("failed", answer.AckStatus);
        Assert.DoesNotContain("evil", answer.Text, StringComparison.Ordinal);
        Assert.Null(answer.Headers.Location);
    }

    [Theory]
    [InlineData(403, "denied")]
    [InlineData(404, "failed")]
    [InlineData(409, "failed")]
    [InlineData(503, "failed")]
    public async Task An_error_drops_what_was_collected(int status, string expected)
    {
        IResult Go(string _)
        {
            Alert("half done");
            return Results.StatusCode(status);
        }

        var answer = await CallAsync(Go);

        Assert.Equal(status, (int)answer.Status);
        Assert.Equal(expected, answer.AckStatus);
        Assert.Empty(answer.Commands);
    }

    [Fact]
    public async Task Problems_with_values_are_shown_like_rules_that_were_broken()
    {
        static IResult Go(string _) => Results.ValidationProblem(new Dictionary<string, string[]> { ["Name"] = ["Taken."] });

        Assert.Equal("""[["ack",7,{"status":"invalid","errors":{"Name":["Taken."]}}]]""", (await CallAsync(Go)).Text);
    }

    [Theory]
    [InlineData("ok")]
    [InlineData("empty")]
    [InlineData("nothing")]
    public async Task Results_without_content_are_success(string kind)
    {
        IResult Go(string _)
        {
            Alert("done");
            return kind switch { "ok" => Results.Ok(), "empty" => Results.Empty, _ => Results.NoContent() };
        }

        var answer = await CallAsync(Go);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(["""["alert","done"]"""], answer.Commands);
    }

    [Fact]
    public async Task A_file_is_the_response_itself()
    {
        static IResult Go(string name) => Results.File("a;b"u8.ToArray(), "text/csv", name.Length > 0 ? name : null);

        var named = await CallAsync(Go, "\"list.csv\"");
        var plain = await CallAsync(Go);

        Assert.Equal((HttpStatusCode.OK, "a;b", "text/csv"), (named.Status, named.Text, named.Content.ContentType!.ToString()));
        Assert.Equal("list.csv", named.Content.ContentDisposition!.FileName);
        Assert.Equal("attachment", plain.Content.ContentDisposition!.ToString());
        Assert.Equal("nosniff", plain.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.True(plain.Headers.Contains("LiveGen-Build"));
    }

    [Fact]
    public async Task A_file_beside_commands_is_an_error_that_says_what_to_do()
    {
        static IResult Go(string _)
        {
            Alert("lost");
            return Results.File("x"u8.ToArray());
        }

        var answer = await CallAsync(Go, environment: "Development");

        Assert.Equal("failed", answer.AckStatus);
        Assert.Contains("call Download(url, name)", answer.Text, StringComparison.Ordinal);
        Assert.Null(answer.Content.ContentDisposition);
    }

    [Fact]
    public async Task Text_and_JSON_are_errors_that_say_what_to_return()
    {
        static IResult Text(string _) => Results.Text("hello");
        static IResult Json(string _) => Results.Json(new { a = 1 });

        Assert.Contains("nobody at the page reads text or JSON", (await CallAsync(Text, environment: "Development")).Text, StringComparison.Ordinal);
        Assert.Contains("nobody at the page reads text or JSON", (await CallAsync(Json, environment: "Development")).Text, StringComparison.Ordinal);
    }

    sealed class Torn : Stream
    {
        bool _begun;
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => 0; set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_begun)
                throw new IOException("torn");
            _begun = true;
            return Encoding.UTF8.GetBytes("half", buffer.AsSpan(offset));
        }
    }

    [Fact]
    public async Task A_file_that_breaks_off_is_not_taken_for_a_whole_one()
    {
        static IResult Go(string _) => Results.Stream(new Torn());

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => CallAsync(Go));
    }

    [Fact]
    public async Task A_handler_that_has_sent_the_answer_itself_is_not_answered_again()
    {
        static async Task Export(string text, HttpResponse response)
        {
            response.Headers.ContentDisposition = "attachment; filename=dams.csv";
            await response.WriteAsync("a;" + text);
        }

        var answer = await CallAsync(Export, "\"b\"");

        Assert.Equal((HttpStatusCode.OK, "a;b"), (answer.Status, answer.Text));
    }
}
