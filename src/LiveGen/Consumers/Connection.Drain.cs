using LiveGen.Wire;

namespace LiveGen.Consumers;

// The process stops: the page is asked, once and not before its welcome, to connect to another one.
sealed partial class Connection
{
    const int Welcomed = 1, Asked = 2;

    int _moving;

    /// <summary>Asks the page to move; one that has not said hello yet has nothing to lose and is closed.</summary>
    public void AskToMove()
    {
        if (!_greeted)
            Close(CloseCodes.Restart, "restart");
        else if (Interlocked.CompareExchange(ref _moving, Asked, Welcomed) == Welcomed)
            Send(_sockets.DrainFrame);
    }

    // Those that the drain passed over are asked here: each side writes its mark before it reads the other's.
    void OnWelcomed()
    {
        Interlocked.CompareExchange(ref _moving, Welcomed, 0);
        if (!_sockets.DrainFrame.IsEmpty)
            AskToMove();
    }
}
