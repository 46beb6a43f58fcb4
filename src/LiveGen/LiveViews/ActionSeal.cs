using LiveGen.Commands;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.LiveViews;

/// <summary>Whether a template of this application made the callback that is called, for the page that calls.</summary>
static class ActionSeal
{
    /// <summary>Checks the call, and gives the request the key that its page's further callbacks are sealed with.</summary>
    public static StaleReason Check(HttpContext http, in ClientFrame frame)
    {
        var tokens = http.RequestServices.GetRequiredService<PageTokens>();
        var own = tokens.Read(frame.Token, http.User, out var reason);
        var key = own;
        if (own is null && reason == StaleReason.Changed) // or one for many pages; the page's own is not known then
            key = tokens.ReadShared(frame.Token, out reason);
        http.Features.Set(own ?? PageKey.None);
        if (key is null)
            return reason;
        return Seal.Holds(key, frame.Seal, SealKind.Action, SealedPath.Of(http.Request), frame.Name, frame.Args.Span)
            ? StaleReason.None
            : StaleReason.Changed;
    }
}
