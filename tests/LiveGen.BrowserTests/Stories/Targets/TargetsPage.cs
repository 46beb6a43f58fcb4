namespace LiveGen.BrowserTests.Stories.Targets;

/// <summary>An action that writes into several places of the page, in one answer.</summary>
static class TargetsPage
{
    public static void Show()
    {
        StoryLayout.Heading("Targets");
        using (Form(id: "order", onsubmit: Callback(Place, ClientValue.Of("amount"))).Open())
        {
            Label("Amount", @for: "amount");
            Input(id: "amount", type: "number", value: 1);
            Button("Order", type: "submit", id: "place");
        }
        using (Section(id: "basket", ariaLabel: "Basket").Open())
            Basket(0);
        P("Nothing ordered", id: "summary");
        Ul(id: "history");
    }

    /// <summary>What is written goes into the action's own target; <c>Target</c> and verbs lead elsewhere.</summary>
    public static void Place(int amount)
    {
        Basket(amount);
        using (Target("summary"))
        {
            Text("You have ordered ");
            using (Target("title")) // inside another: its own place all the same
                Text($"Targets ({amount})");
            B(amount);
        }
        Append("history", Li("Ordered ", amount));
        SetValue("amount", 1);
    }

    static void Basket(int amount) => P(amount, amount == 1 ? " thing" : " things", id: "things");
}
