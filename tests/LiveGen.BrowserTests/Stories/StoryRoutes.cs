using LiveGen.BrowserTests.Stories.KitchenSink;
using LiveGen.BrowserTests.Stories.Snake;
using Microsoft.AspNetCore.Builder;

namespace LiveGen.BrowserTests.Stories;

/// <summary>Where each story lives.</summary>
static class StoryRoutes
{
    public static void MapStories(this WebApplication app)
    {
        app.MapLiveView("/snake", SnakePage.Show).AllowAnonymous();
        app.MapConsumer<SnakeConsumer>("/ws/snake").AllowAnonymous();

        app.MapLiveView("/kitchen-sink", KitchenSinkPage.Show).AllowAnonymous();
        app.MapConsumer<KitchenSinkConsumer>("/ws/kitchen-sink").AllowAnonymous();
    }
}
