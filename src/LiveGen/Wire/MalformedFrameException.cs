namespace LiveGen.Wire;

/// <summary>A page sent something that is not a frame; its socket is closed with 4400.</summary>
sealed class MalformedFrameException : Exception
{
    public MalformedFrameException(string message) : base(message) { }

    public MalformedFrameException(string message, Exception inner) : base(message, inner) { }
}
