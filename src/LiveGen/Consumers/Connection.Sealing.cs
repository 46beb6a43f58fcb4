using LiveGen.Commands;
using LiveGen.Wire;
using Microsoft.Extensions.DependencyInjection;

namespace LiveGen.Consumers;

// What a page may call: the callbacks that a template of this application has made, for this page, with its constants.
sealed partial class Connection
{
    string? _token;
    PageTokens? _tokens;
    PageKey _key = PageKey.None;
    StaleReason _noKey;
    string? _path;

    // Also without a token that holds the socket is served, for a page may listen only; and what is rendered here for the page
    // is sealed with its key.
    void ReadToken()
    {
        _path = SealedPath.Of(Http.Request);
        _tokens = Http.RequestServices.GetRequiredService<PageTokens>();
        _key = _tokens.Read(_token, User, out _noKey, isForOnce: true) ?? PageKey.None;
        _token = null;
        Http.Features.Set(_key);
    }

    StaleReason CheckSeal(in ClientFrame frame)
    {
        var (key, reason) = (_key, _noKey);
        if (frame.Token is { } token)
            key = _tokens!.ReadShared(token, out reason) ?? PageKey.None;
        else if (reason == StaleReason.None && _tokens!.HasExpired(key))
            reason = StaleReason.Expired;
        if (reason == StaleReason.None && !Seal.Holds(key, frame.Seal, SealKind.Socket, _path!, frame.Name, frame.Args.Span))
            reason = StaleReason.Changed;
        return reason;
    }

    bool Refuses(in ClientFrame frame)
    {
        var reason = CheckSeal(frame);
        if (reason == StaleReason.None)
            return false;
        ConsumersLog.Stale(_sockets.Log, ConsumerType, ChannelName, LogText.Clean(frame.Name), reason);
        SendAck(frame.Id, ServerFrames.AckStale(frame.Id, reason.Name));
        return true;
    }
}
