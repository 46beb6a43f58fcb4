namespace LiveGen.Commands;

/// <summary>What happens when an element calls again while its call before is unanswered.</summary>
public enum Concurrency
{
    /// <summary>The calls go one after another, in order.</summary>
    Queue,

    /// <summary>The call before is given up: its answer is not shown. For searching while somebody types.</summary>
    Latest,

    /// <summary>The new call is dropped.</summary>
    Drop,

    /// <summary>Both go at the same time; their answers may come in any order.</summary>
    Parallel,
}
