using LiveGen.BrowserTests.Stories.Booking;
using LiveGen.BrowserTests.Stories.ClientCommands;
using LiveGen.BrowserTests.Stories.Counter;
using LiveGen.BrowserTests.Stories.Forms;
using LiveGen.BrowserTests.Stories.Inputs;
using LiveGen.BrowserTests.Stories.KitchenSink;
using LiveGen.BrowserTests.Stories.Memory;
using LiveGen.BrowserTests.Stories.Notifications;
using LiveGen.BrowserTests.Stories.PartialLoad;
using LiveGen.BrowserTests.Stories.Snake;
using LiveGen.BrowserTests.Stories.Targets;
using LiveGen.BrowserTests.Stories.Todo;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Size = LiveGen.BrowserTests.Stories.Inputs.Size;

namespace LiveGen.BrowserTests.Stories;

/// <summary>Where each story lives.</summary>
static class StoryRoutes
{
    public static void MapStories(this IEndpointRouteBuilder app)
    {
        var anyone = app.MapGroup("").WithLayout(StoryLayout.Frame).AllowAnonymous();
        anyone.MapLiveView("/sign-in", SignInPage.Show);
        anyone.MapGet("/sign-in-as", SignInPage.SignInAs);
        anyone.MapGet("/stories.css", () => Results.File(Path.Combine(AppContext.BaseDirectory, "stories.css"), "text/css"));
        anyone.MapGet("/favicon.ico", () => Results.NoContent());

        anyone.MapLiveView("/counter", CounterPage.Show);
        anyone.MapAction("/counter/increment", CounterPage.Increment).WithTarget("counter");
        anyone.MapAction("/counter/step", CounterPage.Step).WithTarget("counter");

        MapInputs(anyone);
        MapCommands(anyone);
        MapTodo(anyone);
        MapBooking(app.MapGroup("/booking").WithLayout(StoryLayout.Frame).RequireAuthorization());

        anyone.MapLiveView("/forms", TablePage.Show);
        anyone.MapLiveView("/forms/booked", TablePage.Booked);
        anyone.MapAction("/forms/save", TablePage.Save);

        anyone.MapLiveView("/targets", TargetsPage.Show);
        anyone.MapAction("/targets/place", TargetsPage.Place).WithTarget("basket");

        anyone.MapLiveView("/memory", MemoryPage.Show);
        anyone.MapAction("/memory/flip", MemoryPage.Flip).WithTarget("memory");

        anyone.MapLiveView("/notifications", NotificationsPage.Show);
        anyone.MapAction("/notifications/tell", NotificationsPage.Tell);
        anyone.MapGet("/notifications.js", () => Results.Text(NotificationsPage.Module, "text/javascript"));

        var partial = anyone.MapGroup("/partial").WithLayout(PartialLoadPages.Frame, target: "page");
        partial.MapLiveView("/one", PartialLoadPages.One);
        partial.MapLiveView("/two", PartialLoadPages.Two);
        partial.MapLiveView("/three", PartialLoadPages.Three);
        partial.MapAction("/say", PartialLoadPages.Say);

        anyone.MapLiveView("/snake", SnakePage.Show);
        anyone.MapConsumer<SnakeConsumer>("/ws/snake");

        anyone.MapLiveView("/kitchen-sink", KitchenSinkPage.Show);
        anyone.MapConsumer<KitchenSinkConsumer>("/ws/kitchen-sink");
    }

    static void MapInputs(IEndpointRouteBuilder app)
    {
        app.MapLiveView("/inputs", InputsPage.Show);
        var got = app.MapGroup("/inputs");
        got.MapAction("/string", InputsPage.Got<string>);
        got.MapAction("/uri", InputsPage.Got<Uri>);
        got.MapAction("/guid", InputsPage.Got<Guid>);
        got.MapAction("/decimal", InputsPage.Got<decimal?>);
        got.MapAction("/double", InputsPage.Got<double>);
        got.MapAction("/int", InputsPage.Got<int>);
        got.MapAction("/bool", InputsPage.Got<bool>);
        got.MapAction("/date", InputsPage.Got<DateOnly?>);
        got.MapAction("/time", InputsPage.Got<TimeOnly?>);
        got.MapAction("/datetime", InputsPage.Got<DateTime?>);
        got.MapAction("/size", InputsPage.Got<Size>);
        got.MapAction("/maybe-size", InputsPage.Got<Size?>);
        got.MapAction("/toppings", InputsPage.Got<Toppings>);
        got.MapAction("/file", InputsPage.GotFile);
        got.MapAction("/files", InputsPage.GotFiles);
        got.MapAction("/numbers", InputsPage.Got<List<int>>);
    }

    static void MapCommands(IEndpointRouteBuilder app)
    {
        app.MapLiveView("/client-commands", ClientCommandsPage.Show);
        app.MapLiveView("/elsewhere", ClientCommandsPage.Elsewhere);
        app.MapAction("/client-commands/say", ClientCommandsPage.Say);
        app.MapAction("/client-commands/batch", ClientCommandsPage.SayBatch);
        app.MapAction("/client-commands/morph", ClientCommandsPage.Change);
        app.MapAction("/client-commands/remove", ClientCommandsPage.TakeAway);
        app.MapAction("/client-commands/hide", ClientCommandsPage.HideIt);
        app.MapAction("/client-commands/redirect", ClientCommandsPage.Leave);
        app.MapAction("/client-commands/result", ClientCommandsPage.LeaveByResult);

        app.MapLiveView("/serialization", SerializationPage.Show);
        var came = app.MapGroup("/serialization");
        came.MapAction("/long", SerializationPage.Came<long>);
        came.MapAction("/ulong", SerializationPage.Came<ulong>);
        came.MapAction("/decimal", SerializationPage.Came<decimal>);
        came.MapAction("/double", SerializationPage.Came<double>);
        came.MapAction("/bool", SerializationPage.Came<bool>);
        came.MapAction("/string", SerializationPage.Came<string>);
        came.MapAction("/maybe-int", SerializationPage.Came<int?>);
        came.MapAction("/guid", SerializationPage.Came<Guid>);
        came.MapAction("/suit", SerializationPage.Came<Suit>);
        came.MapAction("/date", SerializationPage.Came<DateOnly>);
        came.MapAction("/time", SerializationPage.Came<TimeOnly>);
        came.MapAction("/timespan", SerializationPage.Came<TimeSpan>);
        came.MapAction("/datetime", SerializationPage.Came<DateTime>);
        came.MapAction("/offset", SerializationPage.Came<DateTimeOffset>);
        came.MapAction("/line", SerializationPage.Came<Line>);
        came.MapAction("/tuple", SerializationPage.Came<(int, string, decimal)>);
        came.MapAction("/set", SerializationPage.Came<HashSet<string>>);
        came.MapAction("/array", SerializationPage.Came<int[]>);
        came.MapAction("/dictionary", SerializationPage.Came<Dictionary<string, DateOnly>>);
        came.MapAction("/bytes", SerializationPage.Came<byte[]>);
    }

    static void MapTodo(IEndpointRouteBuilder app)
    {
        app.MapLiveView("/todo/{list}/{show?}", TodoPage.View);
        var todo = app.MapGroup("/todo/{list}/do");
        todo.MapAction("/edit", TodoPage.Edit);
        foreach (var (name, action) in new (string, Delegate)[]
        {
            ("add", TodoPage.Add), ("toggle", TodoPage.Toggle), ("toggle-all", TodoPage.ToggleAll), ("save", TodoPage.Save),
            ("cancel", TodoPage.Cancel), ("delete", TodoPage.Delete), ("clear", TodoPage.ClearCompleted),
        })
            todo.MapAction(name, action).WithTarget("content").ThenView(TodoPage.View);
    }

    static void MapBooking(RouteGroupBuilder booking)
    {
        booking.MapLiveView("", BookingPages.Free);
        booking.MapLiveView("/{slot:int}", BookingPages.Book);
        booking.MapLiveView("/mine", BookingPages.Mine);
        booking.MapAction("/search", BookingPages.Search).WithTarget("found");
        booking.MapAction("/{slot:int}/confirm", BookingPages.Confirm);
        booking.MapAction("/{slot:int}/cancel", BookingPages.Cancel).WithTarget("content").ThenView(BookingPages.Mine);
    }
}
