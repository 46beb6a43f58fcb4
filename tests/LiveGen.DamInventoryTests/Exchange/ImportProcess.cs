using System.Threading.Channels;
using DamInventory;
using DamInventory.Data;
using DamInventory.Notifications;
using LiveGen.Commands;
using LiveGen.Consumers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LiveGen.DamInventoryTests.Exchange;

/// <summary>The application with all that it does in the background, and what it tells of imports.</summary>
sealed class ImportProcess(WebApplication app, ImportProcess.Told told) : IAsyncDisposable
{
    public static async Task<ImportProcess> StartAsync(Database database)
    {
        var told = new Told();
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddInventory();
        builder.Services.AddSingleton(database).AddSingleton<IGroupSender>(told);
        var app = builder.Build();
        await app.StartAsync();
        return new(app, told);
    }

    /// <summary>The next import that is told.</summary>
    public Task<DamsImported> ImportedAsync(TimeSpan patience) => told.Imported.Reader.ReadAsync().AsTask().WaitAsync(patience);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    internal sealed class Told : IGroupSender
    {
        public Channel<DamsImported> Imported { get; } = Channel.CreateUnbounded<DamsImported>();

        public ValueTask SendAsync<T>(string group, T message, CancellationToken cancellationToken = default) where T : notnull =>
            message is DamsImported imported ? Imported.Writer.WriteAsync(imported, cancellationToken) : default;

        public ValueTask SendCommandsAsync(string group, CommandBatch commands, CancellationToken cancellationToken = default) => default;

        public void Send<T>(string group, T message) where T : notnull => throw new NotSupportedException();

        public void SendCommands(string group, CommandBatch commands) => throw new NotSupportedException();
    }
}
