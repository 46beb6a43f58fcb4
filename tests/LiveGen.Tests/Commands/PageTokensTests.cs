using System.Security.Claims;
using FsCheck;
using FsCheck.Fluent;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Xunit;

namespace LiveGen.Tests.Commands;

public sealed class PageTokensTests
{
    static readonly EphemeralDataProtectionProvider s_ring = new();

    readonly ManualTimeProvider _time = new();
    readonly PageKey _key = PageKey.Create();

    PageTokens Tokens(IDataProtectionProvider? ring = null, TimeSpan? lifetime = null) => new(
        ring ?? s_ring, Options.Create(new LiveGenOptions { PageTokenLifetime = lifetime ?? TimeSpan.FromDays(7) }), _time);

    static ClaimsPrincipal Nobody => new(new ClaimsIdentity());

    static ClaimsPrincipal User(params (string Type, string Value)[] claims) =>
        new(new ClaimsIdentity(claims.Select(claim => new Claim(claim.Type, claim.Value)), "test"));

    static ClaimsPrincipal Ada { get; } = User((ClaimTypes.NameIdentifier, "1"), (ClaimTypes.Name, "Ada"));

    StaleReason ReasonOf(string? token, ClaimsPrincipal user)
    {
        var key = Tokens().Read(token, user, out var reason);
        Assert.Equal(reason == StaleReason.None, key is not null);
        return reason;
    }

    [Fact]
    public void A_token_gives_its_key_back_to_its_user_in_any_process_with_the_key_ring()
    {
        var token = Tokens().Issue(_key, Ada);

        Assert.Equal(_key.Bytes, Tokens().Read(token, Ada, out _)!.Bytes);
        Assert.Equal(_key.Bytes, Tokens().Read(Tokens().Issue(_key, Nobody), Nobody, out _)!.Bytes);
    }

    [Fact]
    public void Statement_24_it_ends_with_its_lifetime()
    {
        var token = Tokens().Issue(_key, Ada);

        _time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        var key = Tokens().Read(token, Ada, out _)!;
        Assert.False(Tokens().HasExpired(key));
        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(Tokens().HasExpired(key));
        Assert.Equal(StaleReason.Expired, ReasonOf(token, Ada));
        Assert.NotNull(Tokens(lifetime: TimeSpan.MaxValue).Read(token, Ada, out _));
    }

    [Fact]
    public void Statement_23_another_user_another_session_and_signing_in_or_out_make_it_stale()
    {
        var token = Tokens().Issue(_key, User(("sub", "1"), ("sid", "a")));

        Assert.Equal(StaleReason.None, ReasonOf(token, User(("sub", "1"), ("sid", "a"), (ClaimTypes.Role, "new"))));
        Assert.Equal(StaleReason.User, ReasonOf(token, User(("sub", "2"), ("sid", "a"))));
        Assert.Equal(StaleReason.User, ReasonOf(token, User(("sub", "1"), ("sid", "b"))));
        Assert.Equal(StaleReason.User, ReasonOf(token, User(("sub", "1"))));
        Assert.Equal(StaleReason.User, ReasonOf(token, User(("sub", "1\"\"a"))));
        Assert.Equal(StaleReason.User, ReasonOf(token, Nobody));
        Assert.Equal(StaleReason.User, ReasonOf(token, new ClaimsPrincipal()));
        Assert.Equal(StaleReason.User, ReasonOf(Tokens().Issue(_key, Nobody), Ada));
        Assert.Equal(StaleReason.User, ReasonOf(Tokens().Issue(_key, Nobody), User()));
    }

    [Fact]
    public void The_id_counts_before_the_name_and_the_name_when_there_is_no_id()
    {
        var renamed = User((ClaimTypes.NameIdentifier, "1"), (ClaimTypes.Name, "Ada Lovelace"));
        Assert.Equal(StaleReason.None, ReasonOf(Tokens().Issue(_key, Ada), renamed));

        var named = User((ClaimTypes.Name, "Ada"));
        Assert.Equal(StaleReason.None, ReasonOf(Tokens().Issue(_key, named), named));
        Assert.Equal(StaleReason.User, ReasonOf(Tokens().Issue(_key, named), User((ClaimTypes.Name, "Eve"))));
    }

    [Fact]
    public void A_shared_key_is_anybodys_but_no_pages()
    {
        var shared = PageKey.CreateShared(Tokens().IssueShared);

        Assert.Equal(shared.Bytes, Tokens().ReadShared(shared.Token, out _)!.Bytes);
        Assert.Null(Tokens().ReadShared(Tokens().Issue(_key, Nobody), out var reason));
        Assert.Equal(StaleReason.Changed, reason);
        Assert.Equal(StaleReason.Changed, ReasonOf(shared.Token, Nobody));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("=")]
    [InlineData("A")]
    [InlineData("garbage")]
    [InlineData("not base64 ÄÖÜ \0")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Statement_23_anything_else_is_no_token(string? token) => Assert.Equal(StaleReason.Changed, ReasonOf(token, Nobody));

    [Fact]
    public void Statement_23_a_token_of_another_application_or_of_other_keys_is_none()
    {
        var protector = s_ring.CreateProtector("another purpose");
        Assert.Equal(StaleReason.Changed, ReasonOf(Convert.ToBase64String(protector.Protect(new byte[42])).TrimEnd('='), Nobody));
        Assert.Equal(StaleReason.Changed, ReasonOf(Tokens(new EphemeralDataProtectionProvider()).Issue(_key, Nobody), Nobody));
        Assert.Equal(StaleReason.Changed, ReasonOf(new string('A', 1_000_000), Nobody));
    }

    [Fact]
    public void Statement_23_any_flipped_bit_is_refused()
    {
        var token = Tokens().Issue(_key, Nobody);
        Check.One(Config.QuickThrowOnFailure, Prop.ForAll(
            Gen.Choose(0, token.Length - 1).ToArbitrary(), Gen.Choose(0, 6).ToArbitrary(), (at, bit) =>
            {
                var flipped = $"{token[..at]}{(char)(token[at] ^ 1 << bit)}{token[(at + 1)..]}";
                return ReasonOf(flipped, Nobody) == StaleReason.Changed;
            }));
    }

    [Fact]
    public void Random_text_is_no_token_and_never_an_exception() => Check.One(
        Config.QuickThrowOnFailure, Prop.ForAll(ArbMap.Default.ArbFor<string>(), text => ReasonOf(text, Nobody) == StaleReason.Changed));

    [Fact]
    public void The_shared_key_of_a_process_is_another_one_each_hour()
    {
        var keys = new SharedKeys(Tokens(), _time);
        var first = keys.Current;
        _time.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        Assert.Same(first, keys.Current);
        _time.Advance(TimeSpan.FromTicks(1));

        Assert.NotSame(first, keys.Current);
        Assert.NotEqual((first.Id, first.Token), (keys.Current.Id, keys.Current.Token));
        Assert.NotNull(Tokens().ReadShared(first.Token, out _));
    }

    [Fact]
    public void A_shared_key_is_never_given_out_near_the_end_of_its_token()
    {
        var tokens = Tokens(lifetime: TimeSpan.FromMinutes(10));
        var keys = new SharedKeys(tokens, _time);
        var first = keys.Current;

        _time.Advance(TimeSpan.FromMinutes(5));
        var second = keys.Current;

        Assert.NotSame(first, second);
        _time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.NotNull(tokens.ReadShared(first.Token, out _)); // what was sealed last has half of the time
        Assert.NotNull(tokens.ReadShared(second.Token, out _));
    }
}
