using System.Diagnostics.CodeAnalysis;
using LiveGen.BrowserTests.Chat;
using Xunit;

namespace LiveGen.BrowserTests.Browsing;

/// <summary>All tests share one browser and one chat in memory; each takes a room of its own.</summary>
[CollectionDefinition(Name)]
[SuppressMessage("Naming", "CA1711", Justification = "What xunit calls it.")]
public sealed class BrowserTests : ICollectionFixture<Chromium>, ICollectionFixture<ChatServer>
{
    public const string Name = "browser";
}
