using System.Globalization;
using DamInventory.Dams;
using DamInventory.Data;

namespace DamInventory.Load;

/// <summary>Adds dams that nobody has built, to see how the pages do with many: <c>-- load 100000</c>.</summary>
static class GeneratedDams
{
    const int Batch = 1000;

    static readonly string[] s_rivers = ["Snake", "Green", "White", "Bear", "Salt", "Platte", "Red", "Wind", "Milk", "Powder"];

    public static async Task<int> AddAsync(string count)
    {
        if (!int.TryParse(count, CultureInfo.InvariantCulture, out var total) || total < 1)
        {
            await Console.Error.WriteLineAsync($"How many dams? A number of at least 1, but got \"{count}\".");
            return 2;
        }
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddInventory();
        await using var app = builder.Build();
        await app.Services.GetServices<IHostedService>().OfType<Startup>().Single().StartAsync(default);

        var database = app.Services.GetRequiredService<Database>();
        foreach (var dams in Generate(total).Chunk(Batch))
            await database.TransactAsync(async connection =>
            {
                foreach (var dam in dams)
                    await DamStore.InsertAsync(connection, dam);
                return await DamStore.ReserveAsync(connection, dams.Length, maxDams: null);
            });
        Console.WriteLine($"Added {total:N0}; the inventory has {await app.Services.GetRequiredService<DamStore>().CountAsync():N0} dams.");
        return 0;
    }

    /// <summary>The same dams each time, all over the conterminous US.</summary>
    static IEnumerable<DamFacts> Generate(int count)
    {
#pragma warning disable CA5394 // Nothing here is a secret.
        var random = new Random(1);
        for (var i = 1; i <= count; i++)
        {
            var river = $"{s_rivers[random.Next(s_rivers.Length)]} River {random.Next(1000)}";
            var built = random.Next(1900, 2025).ToString(CultureInfo.InvariantCulture);
            yield return new($"Generated Dam {i}", Owners.All[random.Next(Owners.All.Count)], river, built,
                Math.Round(random.NextDouble() * 23 + 26, 5), Math.Round(random.NextDouble() * 56 - 123, 5));
        }
#pragma warning restore CA5394
    }
}
