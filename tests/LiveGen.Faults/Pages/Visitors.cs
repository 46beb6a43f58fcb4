using System.Globalization;
using LiveGen.Faults.Ledgers;

namespace LiveGen.Faults.Pages;

/// <summary>
/// Pages in a process of their own, which can be paused: <c>--visitors PORT NAME GROUP [NAME GROUP …]</c>. What they see they
/// write to the standard output, and <see cref="Hear"/> reads it on the other side.
/// </summary>
static class Visitors
{
    public const string Argument = "--visitors";

    public static async Task<int> RunAsync(string[] args)
    {
        using var site = new PageSite(int.Parse(args[0], CultureInfo.InvariantCulture));
        var pages = args.Skip(1).Chunk(2).Select((page, seed) =>
            new Page(site, page[0], [page[1]], new LineLog(page[0]), new CallbackBook(), seed).RunAsync(CancellationToken.None));
        await Task.WhenAll(pages);
        return 0;
    }

    /// <summary>Notes what a visitor said.</summary>
    public static void Hear(string line, IReadOnlyDictionary<string, PageRecord> pages)
    {
        var words = line.Split(' ');
        var page = pages[words[0]];
        switch (words[1])
        {
            case nameof(IPageLog.Attempt):
                page.Attempt();
                break;
            case nameof(IPageLog.Lost):
                page.Lost(int.Parse(words[2], CultureInfo.InvariantCulture));
                break;
            case nameof(IPageLog.Rerendering):
                page.Rerendering(bool.Parse(words[2]));
                break;
            case nameof(IPageLog.Welcomed):
                page.Welcomed();
                break;
            case nameof(IPageLog.Rendered):
                page.Rendered(words[2], Number(words[3]));
                break;
            case nameof(IPageLog.Got):
                page.Got(words[2], Number(words[3]), new Position((ulong)Number(words[4]), Number(words[5])));
                break;
        }
    }

    static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    sealed class LineLog(string name) : IPageLog
    {
        public void Attempt() => Say(nameof(Attempt));

        public void Lost(int code) => Say(nameof(Lost), code);

        public void Rerendering(bool isForCall) => Say(nameof(Rerendering), isForCall);

        public void Welcomed() => Say(nameof(Welcomed));

        public void Rendered(string group, long last) => Say(nameof(Rendered), group, last);

        public void Got(string group, long number, Position position) => Say(nameof(Got), group, number, position.Epoch, position.Number);

        void Say(string what, params object[] words) =>
            Console.Out.WriteLine(string.Join(' ', [name, what, .. words.Select(word => Convert.ToString(word, CultureInfo.InvariantCulture))]));
    }
}
