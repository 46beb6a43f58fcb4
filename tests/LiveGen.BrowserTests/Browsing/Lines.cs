using LiveGen.BrowserTests.Chat;
using LiveGen.BrowserTests.Dams;
using LiveGen.BrowserTests.Stories;
using Xunit;

namespace LiveGen.BrowserTests.Browsing;

// Three lines of tests, each with one browser and one server that its tests share. They run one after the other (xunit.runner.json):
// three beside each other took 178 s, but two of six runs had a test that ended while its page was still busy.

/// <summary>The tests of the Chat: one server in memory, where each takes a room of its own.</summary>
[CollectionDefinition(Name)]
public sealed class ChatLine : ICollectionFixture<Chromium>, ICollectionFixture<ChatServer>
{
    public const string Name = "chat";
}

/// <summary>The tests of DamInventory: one inventory, to which each adds dams of its own.</summary>
[CollectionDefinition(Name)]
public sealed class DamLine : ICollectionFixture<Chromium>, ICollectionFixture<DamServer>
{
    public const string Name = "dams";
}

/// <summary>All others, of which many share the site of stories.</summary>
[CollectionDefinition(Name)]
public sealed class SiteLine : ICollectionFixture<Chromium>, ICollectionFixture<StorySite>
{
    public const string Name = "sites";
}
