using System.Collections.Concurrent;

namespace LiveGen.Faults.Ledgers;

/// <summary>Every send and every apply of a run.</summary>
sealed class Ledger
{
    readonly ConcurrentQueue<PageRecord> _pages = new();

    public Ledger(IEnumerable<string> groups) => Groups = [.. groups.Select(group => new SendBook(group))];

    public IReadOnlyList<SendBook> Groups { get; }

    public CallbackBook Callbacks { get; } = new();

    public IReadOnlyCollection<PageRecord> Pages => _pages;

    /// <summary>Adds a page that is in one of the groups; they take turns.</summary>
    public PageRecord AddPage(string name, int turn)
    {
        var page = new PageRecord(name, [Groups[turn % Groups.Count]]);
        _pages.Enqueue(page);
        return page;
    }

    /// <summary>What it all comes to; the pages have ended.</summary>
    public Verdict Judge()
    {
        var judges = new List<GroupJudge>();
        foreach (var page in _pages)
        {
            foreach (var book in page.Groups)
            {
                var judge = new GroupJudge(book);
                foreach (var apply in page.Applies.Where(apply => apply.Group == book.Group))
                    judge.Take(apply);
                judge.End();
                judges.Add(judge);
            }
        }
        return new Verdict(_pages, Groups, judges, Callbacks.Judge());
    }
}
