using System.Net;
using System.Net.Sockets;

namespace LiveGen.Tests.Shared;

/// <summary>A port of 127.0.0.1 that nobody listens on, for servers that cannot choose one themselves.</summary>
/// <remarks>
/// Below those that the system gives away: one of these could go to another socket before the server has it, and again while a
/// server that a test has stopped is to come back to its own.
/// </remarks>
static class FreePort
{
    const int First = 20_000, Count = 12_000;

    // Other processes begin elsewhere; this one gives none twice.
    static int s_next = (int)((uint)Environment.ProcessId * 7919 % Count);

    public static int Find()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref s_next) % Count);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // The next one.
            }
        }
    }
}
