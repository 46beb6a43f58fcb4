namespace LiveGen.Templates;

/// <summary>A template did something that cannot become a right page; the message says what, and what to write instead.</summary>
public sealed class TemplateException : InvalidOperationException
{
    /// <summary>Makes the exception with a message for the developer.</summary>
    public TemplateException(string message) : base(message) { }

    /// <summary>Makes the exception with a message for the developer and its cause.</summary>
    public TemplateException(string message, Exception innerException) : base(message, innerException) { }
}
