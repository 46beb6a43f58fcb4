using LiveGen.Commands;
using LiveGen.Wire;

namespace LiveGen.Templates;

// What the page is told besides its HTML. Each command is written as JSON when its verb is called.
sealed partial class RenderContext
{
    static int s_contexts;

    readonly PooledBuffer _morphs = new();
    readonly PooledBuffer _commands = new();
    readonly PooledBuffer _callbacks = new();
    CommandCount _morphCount;
    CommandCount _commandCount;

    // Which render this is, of all that ever were: a callback carries it. Each of the pooled contexts counts its own.
    long _number = (long)Interlocked.Increment(ref s_contexts) << 32;

    /// <summary>The commands of a page, whose HTML goes its own way.</summary>
    public CommandBatch PageBatch() => BuildBatch(target: null);

    /// <summary>Begins a command; its arguments follow, then its end. One that fails before leaves nothing.</summary>
    public CommandWriter BeginCommand(ReadOnlySpan<byte> name)
    {
        RequireNotWritingTo(_commands);
        return new CommandWriter(_commands, ref _commandCount, name);
    }

    /// <summary>Adds the commands of a batch that was rendered before.</summary>
    public void Add(CommandBatch batch)
    {
        RequireNotWritingTo(_commands);
        if (batch.IsEmpty)
            return;
        _commands.Truncate(_commandCount.Length);
        if (_commandCount.Count > 0)
            _commands.WriteByte((byte)',');
        _commands.Write(batch.Json.Span[1..^1]);
        _commandCount.Count += batch.Count;
        _commandCount.Length = _commands.Length;
    }

    /// <summary>Keeps a callback as JSON until an element takes it; see <see cref="CallbackWriter"/>.</summary>
    public Callback AddCallback(SealKind kind, string url, string? name, ReadOnlySpan<CallbackArg> arguments, in CallbackOptions options)
    {
        RequireNotWritingTo(_callbacks);
        RequireNotWritingTo(_sealed);
        var (start, end) = CallbackWriter.Write(_callbacks, url, name, arguments, options, SealingOf(kind, url));
        return new Callback(_number, start, end);
    }

    /// <summary>A callback's JSON.</summary>
    /// <param name="callback">One of this render.</param>
    /// <param name="inAttribute">Whether an opening tag must go when it is not.</param>
    public ReadOnlySpan<byte> JsonOf(Callback callback, bool inAttribute)
    {
        const string Message =
            "A callback is used here that belongs to another render, such as one around this Live.RenderHtml or an earlier one. " +
            "Make it where it is used: socket.Callback<T>(…) inside the template that writes its element.";
        if (callback.Render != _number)
            throw inAttribute ? Refuse(Message) : new TemplateException(Message);
        return _callbacks[callback.Start..callback.End];
    }

    static void RequireNotWritingTo(PooledBuffer buffer)
    {
        // A lazy sequence may run code of the application while it is serialized.
        if (JsonValue.IsWritingTo(buffer))
            throw new TemplateException(
                "A verb or a callback is made while the value of another one is still being written: a lazy sequence runs it. " +
                "Make a list of the values first, with ToList().");
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
        var (start, end) = (html.Range.Start, html.Range.End);
        try
        {
            command.Argument(target);
            command.Argument(Html[start..end]);
            command.End();
        }
        finally
        {
            TakeOut(start);
        }
    }

    void AddMorph(string target, int start)
    {
        try
        {
            WriteMorph(target, start);
        }
        finally
        {
            TakeOut(start);
        }
    }

    void WriteMorph(string target, int start)
    {
        var command = new CommandWriter(_morphs, ref _morphCount, "livegen.morph"u8);
        command.Argument(target);
        command.Argument(Html[start..]);
        command.End();
    }

    CommandBatch BuildBatch(string? target)
    {
        if (target is not null)
            WriteMorph(target, 0);
        if (_key?.Token is { } token && _morphCount.Count + _commandCount.Count > 0)
            return KeyedBatch(_key, token);
        var commands = _commands[.._commandCount.Length];
        if (_morphCount.Count == 0)
            return Batch(commands, _commandCount.Count);
        _morphs.Truncate(_morphCount.Length);
        if (_commandCount.Count > 0)
            _morphs.WriteByte((byte)',');
        _morphs.Write(commands);
        return Batch(_morphs.WrittenSpan, _morphCount.Count + _commandCount.Count);
    }

    // Its pages must have the shared key ahead of the callbacks that it sealed.
    CommandBatch KeyedBatch(PageKey key, string token)
    {
        using var keyed = new PooledBuffer();
        var written = default(CommandCount);
        KeyCommand.Write(keyed, ref written, key.Id!, token);
        foreach (var (buffer, part) in ((PooledBuffer, CommandCount)[])[(_morphs, _morphCount), (_commands, _commandCount)])
        {
            if (part.Count == 0)
                continue;
            keyed.WriteByte((byte)',');
            keyed.Write(buffer[..part.Length]);
        }
        return Batch(keyed.WrittenSpan, 1 + _morphCount.Count + _commandCount.Count);
    }

    CommandBatch Batch(ReadOnlySpan<byte> commands, int count)
    {
        _commands.RequireWithinLimit();
        _morphs.RequireWithinLimit();
        return CommandBatch.FromCommands(commands, count);
    }

    void LimitCommands(int bytes) => _morphs.Limit = _commands.Limit = _callbacks.Limit = _sealed.Limit = bytes;

    void DisposeCommands()
    {
        _morphs.Dispose();
        _commands.Dispose();
        _callbacks.Dispose();
        _sealed.Dispose();
    }

    void ClearCommands()
    {
        _morphs.Clear();
        _commands.Clear();
        _callbacks.Clear();
        _sealed.Clear();
        _morphCount = _commandCount = default;
        _number++;
    }
}
