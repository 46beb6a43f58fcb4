using System.Text;

namespace LiveGen.Consumers;

/// <summary>What a WebSocket close frame can carry.</summary>
static class CloseReason
{
    const int MaxReasonBytes = 123;

    public static void Check(int code, string? reason)
    {
        if (code is not (1000 or 1001 or (>= 1007 and <= 1014) or (>= 3000 and <= 4999)))
            throw new ArgumentOutOfRangeException(nameof(code), code,
                "A close code is 1000, 1001, 1007 to 1014 or 3000 to 4999. For your own reasons take one from 4500 on.");
        if (reason is not null && Encoding.UTF8.GetByteCount(reason) is > MaxReasonBytes and var bytes)
            throw new ArgumentException(
                $"A close reason is at most {MaxReasonBytes} bytes of UTF-8 but got {bytes}. Send the text as a command first.",
                nameof(reason));
    }
}
