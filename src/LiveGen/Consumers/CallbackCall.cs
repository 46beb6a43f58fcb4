using LiveGen.Wire;

namespace LiveGen.Consumers;

/// <summary>A page's callback on its way through the <see cref="Mailbox"/>.</summary>
sealed class CallbackCall(in ClientFrame frame)
{
    public ClientFrame Frame { get; } = frame;
}
