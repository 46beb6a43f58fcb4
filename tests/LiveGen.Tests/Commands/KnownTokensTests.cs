using System.Security.Claims;
using System.Security.Cryptography;
using LiveGen.Tests.Shared;
using LiveGen.Wire;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Xunit;

namespace LiveGen.Tests.Commands;

/// <summary>A token is decrypted once in a while only; what it says is checked at each call.</summary>
public sealed class KnownTokensTests
{
    /// <summary>Counts what it opens, and may be told to refuse it: its key has been revoked.</summary>
    sealed class Ring : IDataProtectionProvider, IDataProtector
    {
        readonly IDataProtector _ring = new EphemeralDataProtectionProvider().CreateProtector("test");

        public int Opened { get; private set; }

        public bool IsRevoked { get; set; }

        public IDataProtector CreateProtector(string purpose) => this;

        public byte[] Protect(byte[] plaintext) => _ring.Protect(plaintext);

        public byte[] Unprotect(byte[] protectedData)
        {
            Opened++;
            return IsRevoked ? throw new CryptographicException("revoked") : _ring.Unprotect(protectedData);
        }
    }

    static readonly ClaimsPrincipal s_ada = new(new ClaimsIdentity([new Claim("sub", "ada")], "test")), s_nobody = new();

    readonly Ring _ring = new();
    readonly ManualTimeProvider _time = new();
    readonly PageTokens _tokens;
    readonly string _token;

    public KnownTokensTests()
    {
        _tokens = new PageTokens(_ring, Options.Create(new LiveGenOptions()), _time);
        _token = _tokens.Issue(PageKey.Create(), s_ada);
    }

    StaleReason Read(ClaimsPrincipal user)
    {
        _tokens.Read(_token, user, out var reason);
        return reason;
    }

    [Fact]
    public void One_that_was_accepted_is_not_decrypted_again_and_still_checked()
    {
        Assert.Equal(StaleReason.None, Read(s_ada));
        Assert.Equal(StaleReason.None, Read(s_ada));
        Assert.Equal(StaleReason.User, Read(s_nobody));
        Assert.Null(_tokens.ReadShared(_token, out _));
        Assert.Equal(1, _ring.Opened);
    }

    [Fact]
    public void One_that_has_ended_is_refused_however_lately_it_was_accepted()
    {
        _time.Advance(new LiveGenOptions().PageTokenLifetime - TimeSpan.FromSeconds(1));
        Assert.Equal(StaleReason.None, Read(s_ada));

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(StaleReason.Expired, Read(s_ada));
        Assert.Equal(1, _ring.Opened);
    }

    [Fact]
    public void One_whose_key_is_revoked_is_refused_after_two_turns_although_it_is_always_used()
    {
        Assert.Equal(StaleReason.None, Read(s_ada));
        _ring.IsRevoked = true;

        _time.Advance(KnownTokens.Turn);
        Assert.Equal(StaleReason.None, Read(s_ada));
        _time.Advance(KnownTokens.Turn);

        Assert.Equal(StaleReason.Changed, Read(s_ada));
    }

    [Fact]
    public void What_is_refused_is_not_kept()
    {
        _ring.IsRevoked = true;

        Assert.Equal(StaleReason.Changed, Read(s_ada));
        _ring.IsRevoked = false;

        Assert.Equal(StaleReason.None, Read(s_ada));
    }

    [Fact]
    public void Memory_is_bounded()
    {
        var known = new KnownTokens(_time);
        for (var i = 0; i < 10 * KnownTokens.Capacity; i++)
            known.Add($"{i}", []);

        Assert.InRange(Enumerable.Range(0, 10 * KnownTokens.Capacity).Count(i => known.Find($"{i}") is not null), 1, 2 * KnownTokens.Capacity);
    }
}
