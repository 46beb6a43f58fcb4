using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using AngleSharp.Dom;
using LiveGen.Tests.LiveViews;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.Tests.Docs;

/// <summary>The code of docs/actions.md, as it stands there.</summary>
public sealed class ActionSamples
{
    public sealed record Order(string Article, int Quantity);

    sealed class Shop
    {
        readonly int _stock = 10;

        public Task<int?> PlaceAsync(Order order, CancellationToken ct) =>
            Task.FromResult<int?>(ct.IsCancellationRequested || order.Quantity > _stock ? null : order.Quantity);
    }

    sealed class Boards
    {
        readonly List<string> _moves = [];

        public void Move(string board, int card, int column, ClaimsPrincipal by) => _moves.Add($"{board} {card} {column} {by.Identity?.Name}");
    }

    sealed record Card(int Id);

    static void Move(string board, int card, [Range(0, 9)] int column, Boards boards, ClaimsPrincipal user) =>
        boards.Move(board, card, column, by: user);

    static async Task<IResult> Finish(Order order, Shop shop, CancellationToken ct)
    {
        if (await shop.PlaceAsync(order, ct) is not { } number)
            return Results.ValidationProblem(new Dictionary<string, string[]> { ["Quantity"] = ["There are not that many."] });
        return Results.Redirect($"/orders/{number}");
    }

    static void BoardPage(string board)
    {
        var card = new Card(7);
        Select(Option("To do", value: 0), Option("Done", value: 1), id: "column", onchange: Callback(Move, board, card.Id, This));
        Button("Order", id: "order", onclick: Callback(Finish, Constant(new Order("a", 1))));
    }

    [Fact]
    public async Task The_samples_map_and_render()
    {
        await using var site = await Site.StartAsync(
            app =>
            {
                app.MapLiveView("/todos", TodoPage.Page).AllowAnonymous();
                var actions = app.MapGroup("/todos").WithTarget("content").ThenView(TodoPage.List).AllowAnonymous();
                actions.MapAction("/add", TodoPage.Add);
                actions.MapAction("/delete", TodoPage.Delete);
                app.MapLiveView("/boards/{board}", BoardPage).AllowAnonymous();
                app.MapAction("/boards/{board}/move", Move).RequireAuthorization("boards.write");
                app.MapAction("/finish", Finish).AllowAnonymous();
            },
            services =>
            {
                services.AddSingleton<TodoList>().AddSingleton<Boards>().AddSingleton<Shop>();
                services.AddAuthorizationBuilder().AddPolicy("boards.write", policy => policy.RequireAuthenticatedUser());
            });

        var todos = await site.PageAsync("/todos");
        var board = await site.PageAsync("/boards/home");

        Assert.Contains("\"post\":\"/todos/add\"", todos.QuerySelector("#add")!.GetAttribute("data-lg-click"), StringComparison.Ordinal);
        Assert.Contains("\"confirm\":\"Delete it?\"", todos.QuerySelector("li button")!.GetAttribute("data-lg-click"), StringComparison.Ordinal);
        Assert.Contains("\"post\":\"/boards/home/move\"", board.QuerySelector("#column")!.GetAttribute("data-lg-change"), StringComparison.Ordinal);
    }
}

sealed class TodoList
{
    public sealed record Item(Guid Id, string Text);

    public List<Item> Items { get; } = [new(Guid.NewGuid(), "Buy milk")];

    public void Add(string text) => Items.Add(new(Guid.NewGuid(), text));

    public void Delete(Guid id) => Items.RemoveAll(item => item.Id == id);
}

static class TodoPage
{
    public static void Page(TodoList todos)
    {
        Doctype();
        using var html = Html(lang: "en").Open();
        Head(Title("Things to do"));
        using var body = Body().Open();
        using (Main(id: "content").Open())
            List(todos);
    }

    public static void List(TodoList todos)
    {
        var text = Input(id: "text", ariaLabel: "What is to do");
        Button("Add", id: "add", onclick: Callback(Add, text, clear: true));
        Ul(todos.Items.Select(item => Li(
            item.Text, " ",
            Button("Delete", id: $"delete-{item.Id}", onclick: Callback(Delete, item.Id, confirm: "Delete it?")))));
    }

    public static void Add([Length(1, 100)] string text, TodoList todos) => todos.Add(text);

    public static void Delete(Guid id, TodoList todos) => todos.Delete(id);
}
