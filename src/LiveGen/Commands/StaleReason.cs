namespace LiveGen.Commands;

/// <summary>Why a page must be loaded again before it can call: its token or the seal of a callback does not hold.</summary>
enum StaleReason : byte
{
    /// <summary>They hold.</summary>
    None,

    /// <summary>The token is older than <c>LiveGenOptions.PageTokenLifetime</c>.</summary>
    Expired,

    /// <summary>The token was given to somebody else, or before signing in or out.</summary>
    User,

    /// <summary>Something that the seal covers is another, or the token is not one of this application's.</summary>
    Changed,
}

static class StaleReasons
{
    extension(StaleReason reason)
    {
        /// <summary>As pages know it.</summary>
        public string Name => reason switch
        {
            StaleReason.Expired => "expired",
            StaleReason.User => "user",
            _ => "changed",
        };
    }
}
