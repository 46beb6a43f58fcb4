using LiveGen.Commands;
using LiveGen.Wire;

namespace LiveGen.Templates;

// What the page is told besides its HTML. Each command is written as JSON when its verb is called.
sealed partial class RenderContext
{
    readonly PooledBuffer _morphs = new();
    readonly PooledBuffer _commands = new();
    readonly PooledBuffer _callbacks = new();
    int _morphCount;
    int _commandCount;

    /// <summary>Where callbacks wait as JSON until an element takes them; a <see cref="Callback"/> is a range of it.</summary>
    public PooledBuffer Callbacks => _callbacks;

    /// <summary>The commands of a page, whose HTML goes its own way.</summary>
    public CommandBatch PageBatch() => BuildBatch(target: null);

    /// <summary>Begins a command; its arguments follow, then its end.</summary>
    public CommandWriter BeginCommand(ReadOnlySpan<byte> name)
    {
        if (_commandCount++ > 0)
            _commands.WriteByte((byte)',');
        return new CommandWriter(_commands, name);
    }

    /// <summary>
    /// Takes contents out of the page again and makes them the last argument of a command:
    /// <c>["livegen.append","messages","&lt;li&gt;…"]</c>.
    /// </summary>
    public void AddHtmlCommand(ReadOnlySpan<byte> name, string target, ReadOnlySpan<Content> contents)
    {
        ArgumentException.ThrowIfNullOrEmpty(target);
        var html = Fragment(contents);
        var command = BeginCommand(name);
        command.Argument(target);
        command.Argument(Html[html.Start..html.End]);
        command.End();
        TakeOut(html.Start);
    }

    void AddMorph(string target, int start)
    {
        WriteMorph(_morphs, target, start);
        _morphCount++;
        TakeOut(start);
    }

    // The HTML has gone into a command; its ids may come again in another one.
    void TakeOut(int start)
    {
        Html.Truncate(start);
        ForgetIds(start);
    }

    void WriteMorph(PooledBuffer to, string target, int start)
    {
        if (_morphCount > 0)
            to.WriteByte((byte)',');
        var command = new CommandWriter(to, "livegen.morph"u8);
        command.Argument(target);
        command.Argument(Html[start..]);
        command.End();
    }

    CommandBatch BuildBatch(string? target)
    {
        if (target is not null)
        {
            WriteMorph(_morphs, target, 0);
            _morphCount++;
        }
        var count = _morphCount + _commandCount;
        if (_morphCount > 0 && _commandCount > 0)
            _morphs.WriteByte((byte)',');
        if (_morphCount == 0)
            return CommandBatch.FromCommands(_commands.WrittenSpan, count);
        _morphs.Write(_commands.WrittenSpan);
        return CommandBatch.FromCommands(_morphs.WrittenSpan, count);
    }

    void DisposeCommands()
    {
        _morphs.Dispose();
        _commands.Dispose();
        _callbacks.Dispose();
    }

    void ClearCommands()
    {
        _morphs.Clear();
        _commands.Clear();
        _callbacks.Clear();
        _morphCount = _commandCount = 0;
    }
}
