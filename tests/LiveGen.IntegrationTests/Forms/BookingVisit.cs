using LiveGen.IntegrationTests.LiveViews;
using Microsoft.AspNetCore.Builder;

namespace LiveGen.IntegrationTests.Forms;

/// <summary>Somebody without scripts at the page with the form.</summary>
static class BookingVisit
{
    public const string Book = "/book/2026-05-01?from=mail";

    public static readonly (string, string?)[] Right = [("Name", "Ann"), ("Address.Street", "Main Road"), ("Terms", "on")];

    public static async Task<(ActionServer, BookingPages, PlainBrowser)> StartAsync(Action<WebApplication, BookingPages>? more = null)
    {
        var (server, pages) = await BookingPages.StartAsync(more);
        var browser = new PlainBrowser(server);
        await browser.GoAsync(Book);
        return (server, pages, browser);
    }
}
