using Xunit;

namespace LiveGen.Tests;

/// <summary>
/// Tests about what a whole process shares have it for themselves: whether anybody listens to it, or what its pools hold.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneTests
{
    public const string Name = "alone";
}
