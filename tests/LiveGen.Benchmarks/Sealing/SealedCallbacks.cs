using System.Text;
using LiveGen.Commands;
using LiveGen.Wire;

namespace LiveGen.Benchmarks.Sealing;

/// <summary>One row's callback, <c>Delete(42, This)</c>: writing it, its seal alone, and checking a call of it.</summary>
sealed class SealedCallbacks
{
    const string Path = "/ws/dams/7";
    const int Dam = 42;

    static readonly byte[] s_args = [.. "[42,\"typed\"]"u8];
    static readonly CallbackArg[] s_arguments = [Dam, ClientValue.This];

    readonly PageKey _key = PageKey.Create();
    readonly PooledBuffer _callbacks = new(), _message = new(), _text = new();
    readonly string _seal;

    public SealedCallbacks()
    {
        Write();
        var json = Encoding.UTF8.GetString(_callbacks.WrittenSpan);
        const string Member = ",\"seal\":\"";
        var at = json.IndexOf(Member, StringComparison.Ordinal);
        _seal = json[(at + Member.Length)..json.IndexOf('"', at + Member.Length)];
        SealBytes = Member.Length + _seal.Length + 1;
    }

    /// <summary>How many bytes of a callback's JSON are its seal.</summary>
    public int SealBytes { get; }

    /// <summary>The whole callback; gives its bytes.</summary>
    public int Write()
    {
        _callbacks.Clear();
        var (start, end) = CallbackWriter.Write(
            _callbacks, Path, "Delete", s_arguments, default, new(_key, SealKind.Socket, Path, _message));
        return end - start;
    }

    /// <summary>The MAC over the message that the callback left; gives the seal's characters.</summary>
    public int SealAlone()
    {
        _text.Clear();
        Seal.Write(_text, _key, _message, "1"u8);
        return _text.Length;
    }

    /// <summary>What a call costs before it is bound.</summary>
    public int Check() => Seal.Holds(_key, _seal, SealKind.Socket, Path, "Delete", s_args)
        ? SealBytes
        : throw new InvalidOperationException("The seal does not hold.");
}
