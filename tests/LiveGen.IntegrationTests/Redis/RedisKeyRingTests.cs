using System.Security.Claims;
using LiveGen.Channels;
using LiveGen.Commands;
using LiveGen.Redis;
using LiveGen.Tests.Shared;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Xunit;

namespace LiveGen.IntegrationTests.Redis;

/// <summary>Machines on one Redis accept each other's pages, and a Redis that is away fails none.</summary>
public sealed class RedisKeyRingTests : IAsyncLifetime
{
    readonly RedisServer _server = RedisServer.Stopped();

    public Task InitializeAsync() => _server.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    // A folder of its own, as on another machine.
    IHost Machine(Action<IServiceCollection>? configure = null, Action<RedisChannelLayerOptions>? options = null)
    {
        var folder = Directory.CreateTempSubdirectory("livegen-machine-").FullName;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = folder });
        Directory.Delete(folder);
        builder.Services.AddLogging();
        configure?.Invoke(builder.Services);
        builder.Services.AddLiveGen().AddRedis(_server.Configuration, o =>
        {
            o.OperationTimeout = TimeSpan.FromSeconds(20); // four machines at once, on one that may be busy
            options?.Invoke(o);
        });
        return builder.Build();
    }

    static PageTokens Tokens(IHost machine) => machine.Services.GetRequiredService<PageTokens>();

    static bool Accepts(IHost machine, string token) => Tokens(machine).Read(token, new ClaimsPrincipal(), out _) is not null;

    static string Issue(IHost machine) => Tokens(machine).Issue(PageKey.Create(), new ClaimsPrincipal());

    static IXmlRepository? Keys(IHost machine) =>
        machine.Services.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlRepository;

    [Fact]
    public async Task Machines_that_start_together_make_one_key_and_accept_each_others_pages()
    {
        IHost[] machines = [.. Enumerable.Range(0, 4).Select(_ => Machine())];
        var tokens = await Task.WhenAll(machines.Select(machine => Task.Run(() => Issue(machine))));

        Assert.All(machines, machine => Assert.All(tokens, token => Assert.True(Accepts(machine, token))));
        Assert.Equal("1", await _server.CommandAsync("LLEN", "lg:keys"));
        foreach (var machine in machines)
            machine.Dispose();
    }

    [Fact]
    public async Task Pages_go_on_while_Redis_is_away_once_the_keys_are_there()
    {
        using var machine = Machine();
        var token = Issue(machine);

        await _server.KillAsync();

        Assert.True(Accepts(machine, token));
        Assert.True(Accepts(machine, Issue(machine)));
    }

    [Fact]
    public async Task Without_keys_and_without_Redis_the_error_comes_in_time_and_says_what_to_do()
    {
        await _server.KillAsync();
        using var machine = Machine(options: o => o.OperationTimeout = TimeSpan.FromSeconds(1));

        var error = Assert.ThrowsAny<Exception>(() => Issue(machine));

        var cause = Assert.IsType<ChannelLayerException>(Causes(error).Last(e => e is ChannelLayerException));
        Assert.StartsWith("Could not read ASP.NET Data Protection's keys: ", cause.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_Redis_is_silent_only_who_asks_first_waits_and_later_the_keys_are_there_again()
    {
        using var machine = Machine(options: o => o.OperationTimeout = TimeSpan.FromSeconds(1));
        var keys = Keys(machine)!;
        await Until.SoAsync(() => Answers(keys), "the keys can be read");
        _server.Pause();

        var waited = Assert.Throws<ChannelLayerException>(keys.GetAllElements);
        var told = Assert.Throws<ChannelLayerException>(keys.GetAllElements);
        _server.Continue();

        Assert.Same(waited, told.InnerException);
        Assert.Equal(waited.Message, told.Message);
        await Until.SoAsync(() => Answers(keys), "the keys can be read again");
    }

    [Fact]
    public void Where_the_application_keeps_its_keys_they_stay()
    {
        var own = new EphemeralXmlRepository();
        using var machine = Machine(services => services.Configure<KeyManagementOptions>(o => o.XmlRepository = own));
        using var without = Machine(options: o => o.ShareKeys = false);

        Assert.Same(own, Keys(machine));
        Assert.Null(Keys(without));
        using var silent = Machine();
        Assert.IsType<RedisKeyRing>(Keys(silent));
    }

    [Fact]
    public void An_application_that_has_a_name_keeps_it()
    {
        using var machine = Machine();
        using var shop = Machine(services => services.AddDataProtection().SetApplicationName("shop"));

        Assert.False(Accepts(shop, Issue(machine)));
        Assert.True(Accepts(shop, Issue(shop)));
    }

    [Fact]
    public void A_revocation_is_stored_whoever_was_first()
    {
        using var machine = Machine();
        using var other = Machine();
        var token = Issue(machine);
        Assert.True(Accepts(other, token));

        machine.Services.GetRequiredService<IKeyManager>().RevokeAllKeys(DateTimeOffset.UtcNow);

        using var late = Machine();
        Assert.False(Accepts(late, token));
    }

    static bool Answers(IXmlRepository keys)
    {
        try
        {
            keys.GetAllElements();
            return true;
        }
        catch (ChannelLayerException)
        {
            return false;
        }
    }

    static IEnumerable<Exception> Causes(Exception error)
    {
        for (var cause = error; cause is not null; cause = cause.InnerException)
            yield return cause;
    }

    sealed class EphemeralXmlRepository : IXmlRepository
    {
        public IReadOnlyCollection<System.Xml.Linq.XElement> GetAllElements() => [];

        public void StoreElement(System.Xml.Linq.XElement element, string friendlyName)
        {
        }
    }
}
