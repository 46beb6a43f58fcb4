using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LiveGen.Tests.Docs;

/// <summary>The samples of docs/security.md about sealing.</summary>
public sealed class SecuritySamples
{
    [Fact]
    public void Keys_are_kept_where_all_machines_read_them() =>
        Assert.NotNull(Application([]).Services.GetService<IDataProtectionProvider>());

    static WebApplication Application(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddLiveGen();
        builder.Services.AddDataProtection()
            .SetApplicationName("shop")                                            // machines whose folders differ
            .PersistKeysToFileSystem(new DirectoryInfo("/var/lib/shop/keys"));     // shared by all of them
        return builder.Build();
    }
}
