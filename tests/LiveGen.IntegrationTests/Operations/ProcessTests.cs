using LiveGen.IntegrationTests.Consumers;
using LiveGen.Wire;
using Xunit;

namespace LiveGen.IntegrationTests.Operations;

/// <summary>Real processes that get a real SIGTERM.</summary>
public sealed class ProcessTests
{
    [Fact]
    public async Task On_SIGTERM_pages_move_new_ones_are_refused_and_the_process_ends_with_0()
    {
        using var process = await SocketProcess.StartAsync();
        using var first = await process.OpenAsync();
        using var second = await process.OpenAsync();

        process.Terminate();

        foreach (var page in new[] { first, second })
            Assert.Equal("""["drain",{"max":8000}]""", await page.ReceiveAsync());
        Assert.Equal(503, (await Assert.ThrowsAsync<HandshakeRefusedException>(() => PageSocket.ConnectAsync(process.Address, null))).Status);
        await first.LeaveAsync();
        await second.LeaveAsync();
        Assert.Equal(0, await process.ExitAsync());
    }

    [Fact]
    public async Task Pages_that_do_not_move_are_closed_with_1012_after_the_window()
    {
        using var process = await SocketProcess.StartAsync("00:00:01");
        using var page = await process.OpenAsync();

        process.Terminate();

        Assert.Equal("""["drain",{"max":800}]""", await page.ReceiveAsync());
        Assert.Equal(CloseCodes.Restart, await page.CloseAsync());
        Assert.Equal(0, await process.ExitAsync());
    }

    [Fact]
    public async Task A_page_that_answers_nothing_does_not_keep_the_process()
    {
        using var process = await SocketProcess.StartAsync("00:00:01");
        using var page = await process.OpenAsync(); // never read again

        process.Terminate();

        Assert.Equal(0, await process.ExitAsync());
    }
}
