using Microsoft.Playwright;
using Xunit;

namespace LiveGen.BrowserTests.Browsing;

/// <summary>The browser of one line of tests; each test has contexts of its own in it, which share nothing.</summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>How long a test waits for what must come; reached only by a test that fails.</summary>
    public const int PatienceMilliseconds = 20_000;

    /// <summary>With a browser that does not start, all tests of its line fail.</summary>
    const int StartPatienceMilliseconds = 120_000;

    // The browser that the system brings: nothing is downloaded.
    static readonly string s_executable = Environment.GetEnvironmentVariable("LIVEGEN_CHROMIUM")
        ?? ((string[])["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"]).FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException("No Chromium was found. ./test.sh installs one; or name one in LIVEGEN_CHROMIUM.");

    static readonly string[] s_arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    IPlaywright? _playwright;

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(PatienceMilliseconds);
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = s_executable, Headless = true, Args = s_arguments, Timeout = StartPatienceMilliseconds,
        });
    }

    public async Task DisposeAsync()
    {
        await Browser.CloseAsync();
        _playwright?.Dispose();
    }
}
