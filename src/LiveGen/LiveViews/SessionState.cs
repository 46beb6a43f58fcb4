using LiveGen.Templates;
using LiveGen.Wire;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace LiveGen.LiveViews;

/// <summary>
/// What an area of the application remembers of one person between requests, on ASP.NET's session: take it as a parameter of a
/// handler, read <see cref="Value"/>, and change it with <see cref="Update"/> or <see cref="Set"/>.
/// </summary>
/// <remarks>
/// Each type has a state of its own, and each area its own of that type (<c>WithSessionArea</c> on a group). What a handler sets is
/// stored when it has succeeded; one that throws changes nothing. Two requests of one person at the same time: the later one wins, as in
/// all of ASP.NET's session. It is kept as JSON; what cannot be read any more, such as after a deployment, becomes a new state.
/// </remarks>
/// <example>
/// <code>
/// public sealed record Basket { public IReadOnlyList&lt;int&gt; Items { get; init; } = []; }
///
/// static void Add(int id, SessionState&lt;Basket&gt; basket) => basket.Update(b =&gt; b with { Items = [.. b.Items, id] });
/// </code>
/// </example>
/// <typeparam name="TState">A record or class that JSON can hold; <c>new()</c> is the state of somebody who has none.</typeparam>
public sealed class SessionState<TState> where TState : class, new()
{
    readonly LiveGenOptions _options;

    /// <summary>Called by the application's services.</summary>
    public SessionState(IOptions<LiveGenOptions> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options.Value;
    }

    /// <summary>
    /// The state. In a consumer it is that of the last request ahead of the socket's handshake, or of what was read first.
    /// </summary>
    /// <exception cref="InvalidOperationException">The application has no session, or no handler runs here.</exception>
    public TState Value => Changes.Read<TState>();

    /// <summary>Replaces the state.</summary>
    /// <exception cref="InvalidOperationException">
    /// The application has no session, no handler runs here, it is a consumer's, or the state is too large.
    /// </exception>
    public void Set(TState value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Changes.Write(value, _options.MaxSessionStateBytes);
    }

    /// <summary>Makes a new state of the one that is there: <c>Update(s =&gt; s with { Page = 2 })</c>.</summary>
    /// <inheritdoc cref="Set"/>
    public void Update(Func<TState, TState> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        Set(change(Value));
    }

    /// <summary>Forgets the state.</summary>
    /// <inheritdoc cref="Set"/>
    public void Clear() => Changes.Remove<TState>();

    static SessionChanges Changes
    {
        get
        {
            var name = $"SessionState<{typeof(TState).Name}>";
            var http = AmbientRender.Http ?? throw new InvalidOperationException(
                $"{name} is used where no handler of a page, an action or a consumer runs, so there is no session. Take what you need from it in " +
                "the handler, and hand that on.");
            if (http.Features.Get<ISessionFeature>() is null)
                throw new InvalidOperationException(
                    $"{name} needs ASP.NET Core's session. Add builder.Services.AddDistributedMemoryCache(); and builder.Services.AddSession(); " +
                    "(with many machines, a distributed cache that they share), and app.UseSession(); ahead of the pages.");
            return SessionChanges.Of(http);
        }
    }
}
