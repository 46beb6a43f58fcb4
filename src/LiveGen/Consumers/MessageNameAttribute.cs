namespace LiveGen.Consumers;

/// <summary>
/// The name of a message or event on the wire; without it, the type's short name. Give one when two types of a consumer
/// share a short name, or to rename a type while older processes still run.
/// </summary>
/// <param name="name">1 to 100 of <c>A–Z a–z 0–9 _ . -</c>.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class MessageNameAttribute(string name) : Attribute
{
    /// <summary>The name on the wire.</summary>
    public string Name { get; } = name;
}
