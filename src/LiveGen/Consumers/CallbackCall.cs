using System.Text.Json;
using LiveGen.Wire;

namespace LiveGen.Consumers;

/// <summary>
/// A page's callback on its way through the <see cref="Mailbox"/>. While it waits it holds the bytes that the page sent:
/// parsed JSON takes up to ten times as many.
/// </summary>
sealed class CallbackCall(in ClientFrame frame)
{
    public ClientFrame Frame { get; } = frame;

    /// <summary>How many bytes it holds while it waits.</summary>
    public int Bytes =>
        Frame.Args.Length + Frame.Meta.Length + sizeof(char) * ((Frame.Seal?.Length ?? 0) + (Frame.Token?.Length ?? 0));

    /// <summary>The arguments, an array; there once the call runs.</summary>
    public JsonElement Args { get; private set; }

    /// <summary>What the page sent along, of kind <c>Undefined</c> when nothing; there once the call runs.</summary>
    public JsonElement Meta { get; private set; }

    public void Parse(int maxDepth)
    {
        Args = ClientFrameReader.Parse(Frame.Args, maxDepth);
        Meta = ClientFrameReader.Parse(Frame.Meta, maxDepth);
    }
}
