using System.Data.Common;
using System.Reflection;
using Dapper;

namespace DamInventory.Data;

/// <summary>Brings a database to the newest version: each script of <c>Data/Scripts</c> runs once, in the order of their names.</summary>
static class Schema
{
    static readonly Assembly s_assembly = typeof(Schema).Assembly;

    /// <summary>Runs what has not run yet; <paramref name="first"/> as well when the database was empty.</summary>
    public static Task UpgradeAsync(Database database, Func<DbConnection, Task> first, CancellationToken ct) =>
        database.TransactAsync(async connection =>
        {
            await database.LockSchemaAsync(connection); // of several servers that start, one does it
            await connection.ExecuteAsync("CREATE TABLE IF NOT EXISTS schema_scripts (name TEXT PRIMARY KEY)");
            var done = (await connection.QueryAsync<string>("SELECT name FROM schema_scripts")).ToHashSet();
            foreach (var (name, resource) in Scripts(database).Where(script => !done.Contains(script.Name)))
            {
                await connection.ExecuteAsync(await ReadAsync(resource));
                await connection.ExecuteAsync("INSERT INTO schema_scripts (name) VALUES (@name)", new { name });
            }
            if (done.Count == 0)
                await first(connection);
            return true;
        }, ct);

    static IEnumerable<(string Name, string Resource)> Scripts(Database database)
    {
        var folder = $"{typeof(Schema).Namespace}.Scripts.{database.Name}.";
        return s_assembly.GetManifestResourceNames().Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(name => (name[folder.Length..], name));
    }

    static async Task<string> ReadAsync(string resource)
    {
        using var reader = new StreamReader(s_assembly.GetManifestResourceStream(resource)!);
        return await reader.ReadToEndAsync();
    }
}
