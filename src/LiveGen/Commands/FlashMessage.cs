namespace LiveGen.Commands;

/// <summary>A message for the person, made by <c>Flash("Saved.", FlashKind.Success)</c>.</summary>
/// <param name="Text">Plain text.</param>
/// <param name="Kind">What it is about.</param>
public sealed record FlashMessage(string Text, FlashKind Kind);
