using System.Diagnostics.CodeAnalysis;
using LiveGen.BrowserTests.Chat;
using LiveGen.BrowserTests.Dams;
using LiveGen.BrowserTests.Stories;
using Xunit;

namespace LiveGen.BrowserTests.Browsing;

/// <summary>All tests share one browser, one chat in memory, where each takes a room of its own, one inventory of dams, and one site of stories.</summary>
[CollectionDefinition(Name)]
[SuppressMessage("Naming", "CA1711", Justification = "What xunit calls it.")]
public sealed class BrowserTests : ICollectionFixture<Chromium>, ICollectionFixture<ChatServer>, ICollectionFixture<DamServer>, ICollectionFixture<StorySite>
{
    public const string Name = "browser";
}
