using LiveGen.BrowserTests.Chat;
using LiveGen.BrowserTests.Dams;
using LiveGen.BrowserTests.Stories;
using Xunit;

namespace LiveGen.BrowserTests.Browsing;

// A browser test mostly waits. So there are three lines of them beside each other (xunit.runner.json), each with one browser and one
// server that its tests share; within a line they run one by one.

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
