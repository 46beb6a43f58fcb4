using System.Net;
using System.Text;
using System.Text.Json;
using LiveGen.IntegrationTests.LiveViews;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace LiveGen.IntegrationTests.Forms;

/// <summary>What the runtime reads from a form, and the record that becomes of it.</summary>
public sealed class FormBindingTests
{
    public enum Size { Small, Large }

#pragma warning disable CA1819 // applications have arrays in their records
    public sealed record Everything(
        int Number, long? Long, decimal Price, double Ratio, bool Box, bool Toggle, string Text, string? Optional, DateOnly Date, TimeOnly Time,
        DateTime Moment, Guid Id, Size Size, Size? MaybeSize, string[] Extras, IReadOnlyList<int> Numbers, HashSet<Size> Sizes, string[]? None = null)
    {
        public string Note { get; init; } = "as it was";
    }

#pragma warning restore CA1819

    public sealed record Person(string Name, DateOnly? Born, Person? Parent, IReadOnlyList<Person> Children);

    const string Right =
        """
        {"number":" 12 ","long":"","price":12.50,"ratio":"1e3","box":true,"toggle":["on"],"text":"","optional":"","date":"2026-02-28","time":"23:59",
        "moment":"2026-01-02T03:04","id":"6f9619ff-8b86-d011-b42d-00c04fc964ff","size":"large","maybeSize":null,"extras":["a","b"],"numbers":"7","sizes":["Small","Large"]}
        """;

    static async Task<(Answer Answer, T? Value)> PostAsync<T>(string form, (string, string)[]? headers = null) where T : class
    {
        T? got = null;
        void Take(T value) => got = value;
        await using var server = await ActionServer.StartAsync(app =>
        {
            app.MapLiveView("/", () => { Form(id: "form", onsubmit: Callback(Take, This)); }).AllowAnonymous();
            app.MapAction("/take", Take).AllowAnonymous();
        });
        var page = await server.PageAsync();
        var callback = page.Callback("form", "submit");
        using var content = new StringContent(page.Frame(callback, form), Encoding.UTF8, "application/json");
        return (await page.SendAsync(callback, content, headers ?? []), got);
    }

    static Dictionary<string, string[]> ErrorsOf(Answer answer) =>
        answer.Ack!.Value.GetProperty("errors").Deserialize<Dictionary<string, string[]>>()!;

    [Fact]
    public async Task Every_type_is_read_from_what_its_field_says()
    {
        var (answer, value) = await PostAsync<Everything>(Right);

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        Assert.Equal((12, null, 12.50m, 1000d, true, true, "", null), (value!.Number, value.Long, value.Price, value.Ratio, value.Box, value.Toggle, value.Text, value.Optional));
        Assert.Equal((new DateOnly(2026, 2, 28), new TimeOnly(23, 59), new DateTime(2026, 1, 2, 3, 4, 0)), (value.Date, value.Time, value.Moment));
        Assert.Equal((Guid.Parse("6f9619ff-8b86-d011-b42d-00c04fc964ff"), Size.Large, null), (value.Id, value.Size, value.MaybeSize));
        Assert.Equal((string[])["a", "b"], value.Extras);
        Assert.Equal([7], value.Numbers);
        Assert.Equal([Size.Small, Size.Large], value.Sizes);
        Assert.Equal((null, "as it was"), (value.None, value.Note));
    }

    [Fact]
    public async Task What_is_not_there_is_false_or_empty_or_required()
    {
        var (answer, value) = await PostAsync<Everything>("{}");

        Assert.Null(value);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.Status);
        Assert.Equal(["Date", "Id", "Moment", "Number", "Price", "Ratio", "Size", "Text", "Time"], ErrorsOf(answer).Keys.Order());
        Assert.All(ErrorsOf(answer).Values, errors => Assert.Equal(["This is required."], errors));
    }

    [Fact]
    public async Task All_that_does_not_fit_is_said_at_once_under_the_names_of_the_fields()
    {
        var (answer, _) = await PostAsync<Person>(
            """{"Name":"","Born":"yesterday","Parent":{"name":"P","born":"","children":[]},"Children":[{"name":"C","children":[]},{"name":null,"born":"2026-13-01","children":[]}],"other":1}""");

        var errors = ErrorsOf(answer);
        Assert.Equal(["Born", "Children[1].Born", "Children[1].Name", "other"], errors.Keys.Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal((string[])["This must be a date."], errors["Born"]);
        Assert.Equal((string[])["This must be a date."], errors["Children[1].Born"]);
        Assert.Equal((string[])["This is required."], errors["Children[1].Name"]);
    }

    [Fact]
    public async Task An_empty_optional_part_is_null_and_a_list_of_parts_is_read()
    {
        var (answer, value) = await PostAsync<Person>("""{"name":"A","born":"","children":[{"name":"B","born":"2020-01-01","parent":null}]}""");

        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        Assert.Equal((null, null), (value!.Born, value.Parent));
        Assert.Equal(("B", new DateOnly(2020, 1, 1)), (value.Children[0].Name, value.Children[0].Born));
        Assert.Empty(value.Children[0].Children);
    }

    [Fact]
    public async Task Asked_what_is_wrong_a_form_does_nothing()
    {
        var (wrong, none) = await PostAsync<Person>("""{"name":"A","born":"x","children":[]}""", [("LiveGen-Validate", "1")]);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, null), (wrong.Status, none));
        Assert.Equal(["Born"], ErrorsOf(wrong).Keys);

        var (right, nobody) = await PostAsync<Person>("""{"name":"A","born":"","children":[]}""", [("LiveGen-Validate", "1")]);
        Assert.Equal((HttpStatusCode.OK, null, null), (right.Status, right.Ack, nobody));
    }
}
