using System.Globalization;
using System.Text.Json;
using LiveGen.Wire;

namespace LiveGen.Commands;

/// <summary>Writes one command, <c>["name",arg,…]</c>, argument by argument.</summary>
readonly ref struct CommandWriter
{
    readonly PooledBuffer _to;
    readonly ref CommandCount _written;

    /// <summary>Begins a command behind those that are written; it counts when it has ended.</summary>
    public CommandWriter(PooledBuffer to, ref CommandCount written, ReadOnlySpan<byte> name)
    {
        _to = to;
        _written = ref written;
        to.Truncate(written.Length);
        if (written.Count > 0)
            to.WriteByte((byte)',');
        to.WriteByte((byte)'[');
        JsonText.WriteString(to, name);
    }

    /// <summary>A text; null is JSON's null.</summary>
    public void Argument(string? text)
    {
        if (text is null)
            Literal("null"u8);
        else
        {
            _to.WriteByte((byte)',');
            JsonText.WriteString(_to, text);
        }
    }

    /// <summary>Text or HTML that is UTF-8 already.</summary>
    public void Argument(ReadOnlySpan<byte> utf8)
    {
        _to.WriteByte((byte)',');
        JsonText.WriteString(_to, utf8);
    }

    /// <summary>An integer.</summary>
    public void Argument(long value)
    {
        _to.WriteByte((byte)',');
        value.TryFormat(_to.Reserve(20), out var written, default, CultureInfo.InvariantCulture);
        _to.Advance(written);
    }

    /// <summary>A value of any type that System.Text.Json can write.</summary>
    public void Argument(object? value)
    {
        _to.WriteByte((byte)',');
        JsonValue.Write(_to, value);
    }

    /// <summary>JSON as it stands.</summary>
    public void Literal(ReadOnlySpan<byte> json)
    {
        _to.WriteByte((byte)',');
        _to.Write(json);
    }

    public void End()
    {
        _to.WriteByte((byte)']');
        _written.Count++;
        _written.Length = _to.Length;
    }
}
