namespace LiveGen.Consumers;

/// <summary>Whose calls a <see cref="Mailbox"/> runs.</summary>
interface ICallRunner
{
    /// <summary>Runs one call; should not throw.</summary>
    ValueTask RunAsync(object call);

    /// <summary>Is told what a call threw all the same; the next one runs.</summary>
    void OnEscaped(Exception error);
}
