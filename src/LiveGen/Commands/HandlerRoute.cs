namespace LiveGen.Commands;

/// <summary>
/// Endpoint metadata: which C# handler (a consumer's type; a page's or an action's method) the endpoint runs, so that
/// links and sockets are made from the handler and never from a string.
/// </summary>
sealed record HandlerRoute(object Handler);
