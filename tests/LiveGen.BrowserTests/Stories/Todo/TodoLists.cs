using System.Collections.Concurrent;

namespace LiveGen.BrowserTests.Stories.Todo;

public sealed record TodoItem(int Id, string Text, bool Done);

/// <summary>Everybody's lists, by name.</summary>
public sealed class TodoLists
{
    readonly ConcurrentDictionary<string, TodoList> _lists = new();

    public TodoList this[string name] => _lists.GetOrAdd(name, _ => new());
}

public sealed class TodoList
{
    readonly Lock _lock = new();
    List<TodoItem> _items = [];
    int _lastId;

    public IReadOnlyList<TodoItem> Items => _items;

    public void Add(string text) => Change(items => [.. items, new TodoItem(++_lastId, text, Done: false)]);

    public void Change(int id, Func<TodoItem, TodoItem> change) => Change(items => [.. items.Select(todo => todo.Id == id ? change(todo) : todo)]);

    public void Remove(Predicate<TodoItem> which) => Change(items => [.. items.Where(todo => !which(todo))]);

    public void MarkAll(bool done) => Change(items => [.. items.Select(todo => todo with { Done = done })]);

    void Change(Func<List<TodoItem>, List<TodoItem>> change)
    {
        lock (_lock)
            _items = change(_items);
    }
}
