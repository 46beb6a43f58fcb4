using LiveGen.BrowserTests.Runtime;

namespace LiveGen.BrowserTests.Stories.ClientCommands;

public enum Suit
{
    Hearts,
    Spades,
}

public sealed record Line(string Name, decimal Price, IReadOnlyList<int> Amounts);

/// <summary>Constants of C#'s own types go into the page and come back; what came back goes to the browser once more.</summary>
static class SerializationPage
{
    public static void Show()
    {
        StoryLayout.Heading("Serialization");
        Round("long", long.MaxValue);
        Round("beyond 2^53", 9_007_199_254_740_993);
        Round("ulong", ulong.MaxValue);
        Round("decimal", 79228162514264337593543950335m);
        Round("decimal with its zeros", 1.10m);
        Round("double", 0.1 + 0.2);
        Round("bool", true);
        Round("string", "</script>'\"&< é \u2028 🦊");
        Round<int?>("nothing", null);
        Round("guid", Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"));
        Round("enum", Suit.Spades);
        Round("date", new DateOnly(2026, 2, 28));
        Round("time", new TimeOnly(23, 59, 58, 999));
        Round("timespan", new TimeSpan(-1, 2, 3, 4, 5));
        Round("datetime", new DateTime(2026, 2, 28, 1, 2, 3, DateTimeKind.Utc));
        Round("offset", new DateTimeOffset(2026, 11, 20, 1, 2, 3, 4, TimeSpan.FromHours(-9.5)));
        Round("record", new Line("Æ", 0.10m, [1, 2]));
        Round("tuple", (1, "two", 3.0m));
        Round("set", new HashSet<string> { "a", "b" });
        Round("array", new[] { 1, 2, 3 });
        Round("dictionary", new Dictionary<string, DateOnly> { ["new year"] = new(2027, 1, 1) });
        Round("bytes", new byte[] { 0, 127, 255 });
    }

    public static async Task Came<T>(T value, Inbox inbox)
    {
        await inbox.AddAsync(new Came<T>(value));
        ConsoleLog("came", value);
    }

    static void Round<T>(string name, T value) => Button(name, id: name.Replace(' ', '-'), onclick: Callback(Came<T>, Constant(value)));
}

/// <summary>Keeps null and the static type.</summary>
public sealed record Came<T>(T Value);
