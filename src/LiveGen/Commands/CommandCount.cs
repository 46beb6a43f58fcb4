namespace LiveGen.Commands;

/// <summary>
/// How many commands stand whole in a buffer, and up to where. What follows is one that is being written, or that failed
/// and will be written over.
/// </summary>
struct CommandCount
{
    public int Count;
    public int Length;
}
