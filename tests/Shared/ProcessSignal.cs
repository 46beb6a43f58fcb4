using System.Diagnostics;
using System.Runtime.InteropServices;

namespace LiveGen.Tests.Shared;

/// <summary>What a process can be told from outside, by Linux's numbers.</summary>
enum ProcessSignal
{
    Interrupt = 2,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}

/// <summary>Sends them: .NET's own <see cref="Process.Kill()"/> knows one only.</summary>
static class ProcessSignals
{
    /// <returns>Whether the process was there to take it; one that has ended is not.</returns>
    public static bool Send(this Process process, ProcessSignal signal) => !process.HasExited && Kill(process.Id, (int)signal) == 0;

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Kill(int pid, int signal);
}
