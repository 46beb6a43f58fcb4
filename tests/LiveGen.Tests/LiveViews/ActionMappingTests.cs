using LiveGen.LiveViews;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.Tests.LiveViews;

/// <summary>What a handler may not be, said on the line that maps it.</summary>
public sealed class ActionMappingTests
{
    interface IClock;

    abstract class Shape;

    delegate void ByReference(ref int n);

    delegate void OfSpan(ReadOnlySpan<byte> bytes);

#pragma warning disable CS8321, CS1998, S3168 // mapped as they stand
    static async void Forgotten() => await Task.Yield();
#pragma warning restore CS8321, CS1998, S3168

    static string ErrorOf(Delegate handler)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Services.AddLiveGen();
        using var app = builder.Build();
        return Assert.Throws<InvalidOperationException>(() => app.MapAction("/do", handler)).Message;
    }

    public static TheoryData<Delegate, string> Unbound => new()
    {
        { (IClock clock) => { }, "the parameter IClock clock of" },
        { (Shape shape) => { }, "is neither a registered service nor a type that JSON can be read into" },
        { (Action action) => { }, "Register it with builder.Services" },
        { (Stream body) => { }, "Stream body" },
        { ([FromBody] string text) => { }, "has [FromBody], but the body is the callback itself" },
        { ([FromForm] string text) => { }, "has [FromForm]" },
        { ([AsParameters] Shape shape) => { }, "has [AsParameters]" },
        { new ByReference((ref int n) => { }), "is passed by reference" },
        { new OfSpan(bytes => { }), "is passed by reference" },
    };

    [Theory]
    [MemberData(nameof(Unbound))]
    public void A_parameter_that_nothing_can_fill_is_named(Delegate handler, string expected)
    {
        var error = ErrorOf(handler);

        Assert.StartsWith("MapAction(\"/do\", …): the parameter ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_result_that_no_page_understands_is_named_with_those_that_it_does()
    {
        Assert.Contains("returns Int32. A handler writes elements and calls verbs, and returns nothing, a CommandBatch", ErrorOf(() => 42), StringComparison.Ordinal);
        Assert.Contains("returns String", ErrorOf(async Task<string> () => { await Task.Yield(); return ""; }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_handler_that_nobody_can_await_is_refused()
    {
        Assert.Contains("is async void", ErrorOf(Forgotten), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_its_services_mapping_says_which_line_is_missing()
    {
        using var app = WebApplication.CreateBuilder().Build();

        Assert.Equal("""MapAction("/do", …) needs LiveGen's services. Add builder.Services.AddLiveGen(); before builder.Build().""",
            Assert.Throws<InvalidOperationException>(() => app.MapAction("/do", () => { })).Message);
    }

    [Fact]
    public async Task A_view_that_cannot_be_given_its_values_stops_the_application()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Site.StartAsync(app =>
            app.MapAction("/do", () => { }).ThenView((IClock clock) => { }).AllowAnonymous()));

        Assert.Contains("the parameter IClock clock", error.Message, StringComparison.Ordinal);
    }

    // A method that is closed over its first argument is called like any other.
    static class Extensions
    {
        public static ValueTask<object?> CallAsync(string closed, int n) => new(Results.Text(closed + n));
    }

    [Fact]
    public async Task A_closed_delegate_has_the_parameters_that_are_left()
    {
        var handler = (Func<int, ValueTask<object?>>)Delegate.CreateDelegate(typeof(Func<int, ValueTask<object?>>), "closed", typeof(Extensions).GetMethod("CallAsync")!);

        var invoker = new HandlerInvoker(handler, "call");

        Assert.Equal("n", Assert.Single(invoker.Parameters).Name);
        Assert.Equal("closed5", ((Microsoft.AspNetCore.Http.HttpResults.ContentHttpResult)(await invoker.InvokeAsync([5]))!).ResponseContent);
    }
}
