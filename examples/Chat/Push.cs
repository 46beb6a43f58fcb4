using Chat.Rooms;

namespace Chat;

/// <summary>Says something in a room from a process that serves no pages: a worker, a cron job, a shell.</summary>
static class Push
{
    public static async Task<int> RunAsync(string room, string text)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        if (string.IsNullOrEmpty(builder.Configuration.GetConnectionString("Redis")))
        {
            await Console.Error.WriteLineAsync(
                "Another process reaches the rooms through Redis only. Start the chat and this with " +
                "ConnectionStrings__Redis=127.0.0.1:6379 in the environment.");
            return 2;
        }
        if (!ChatRooms.RoomName.IsMatch(room))
        {
            await Console.Error.WriteLineAsync($"A room is 1 to 40 letters, digits, - and _, but got \"{room}\".");
            return 2;
        }
        builder.Services.AddChat(builder.Configuration);
        using var host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<ChatRooms>().PostAsync(room, "push", text);
        await host.StopAsync();
        Console.WriteLine($"Pushed to {room}.");
        return 0;
    }
}
