namespace LiveGen.Commands;

/// <summary>
/// Says that handling it twice does no more than handling it once: a page whose connection was lost sends such a callback again when
/// nobody can tell it whether it was handled. Others it gives up, and says so.
/// </summary>
/// <remarks>On a message of a consumer, or on the method of an action.</remarks>
/// <example>
/// <code>
/// [Idempotent]
/// public sealed record MarkRead(int Message);
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Method, Inherited = false)]
public sealed class IdempotentAttribute : Attribute;
