namespace LiveGen.LiveViews;

/// <summary>A file is not taken: the call is answered with this status and the text at the field, and no handler runs.</summary>
sealed class UploadRefusedException(int status, string field, string text) : Exception(text)
{
    /// <summary>413 for too much, 422 for the wrong thing.</summary>
    public int Status { get; } = status;

    /// <summary>The handler's parameter, or the form's property, that the file is for.</summary>
    public string Field { get; } = field;
}
