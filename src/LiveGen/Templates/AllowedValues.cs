namespace LiveGen.Templates;

/// <summary>The error of every attribute that knows only certain values.</summary>
internal static class AllowedValues
{
    public static ArgumentException Refuse(string attribute, string value, string allowed) =>
        new($"The attribute {attribute} does not know the value \"{value}\". Allowed: {allowed}.");
}
