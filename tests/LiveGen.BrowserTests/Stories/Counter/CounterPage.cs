namespace LiveGen.BrowserTests.Stories.Counter;

/// <summary>The smallest story: one number, one button, no state on the server.</summary>
static class CounterPage
{
    public static void Show()
    {
        StoryLayout.Heading("Counter");
        using (Div(id: "counter").Open())
            View(1);
    }

    public static void Increment(int n) => View(n + 1);

    public static void Step(int n, int by) => View(n + by);

    static void View(int n)
    {
        Label("Current value", @for: "n");
        var input = Input(id: "n", type: "number", value: n);
        Button("Increment", id: "increment", onclick: Callback(Increment, input)); // what stands in the field
        Button("Back", id: "back", onclick: Callback(Step, n, -1)); // constants of the page
    }
}
