using LiveGen.Commands;

namespace LiveGen.Consumers;

/// <summary>What a page gets by default when a permission was taken away while its socket was open.</summary>
static class PermissionDenied
{
    public static CommandBatch Commands { get; } = CommandBatch.FromCommands("[\"alert\",\"Permission denied.\"]"u8, 1);
}
