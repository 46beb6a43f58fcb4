namespace LiveGen.Consumers;

/// <summary>Ends a consumer's <c>OnConnectedAsync</c> whose page must render itself again; the socket is being closed already.</summary>
sealed class ReRenderException(string message) : OperationCanceledException(message);
