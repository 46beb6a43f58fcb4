using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LiveGen.Redis;

/// <summary>Reads the configuration once and makes connections from it; knows what may be said about them in public.</summary>
internal sealed class RedisConnector
{
    readonly ConfigurationOptions _configuration;
    readonly RedisChannelLayerOptions _options;
    readonly TimeProvider _time;

    public RedisConnector(IOptions<RedisChannelLayerOptions> options, TimeProvider time)
    {
        _options = options.Value;
        _time = time;
        _configuration = Parse(_options.Configuration);
        var timeout = (int)_options.OperationTimeout.TotalMilliseconds;
        _configuration.AbortOnConnectFail = false; // Start without Redis, heal later.
        _configuration.ConnectTimeout = timeout;
        _configuration.SyncTimeout = timeout;
        _configuration.ConnectRetry = 1;
        _configuration.ReconnectRetryPolicy = new LinearRetry((int)_options.ProbeInterval.TotalMilliseconds);
        // The bus channel is named inside a script, where no client prefix would be applied.
        _configuration.ChannelPrefix = default;
        // One server: no election of a master through keys and channels of the client's own.
        _configuration.ConfigurationChannel = "";
        _configuration.TieBreaker = "";
        Servers = string.Join(", ", _configuration.EndPoints.Select(Describe));
    }

    /// <summary>Hosts and ports for messages and logs; never the password.</summary>
    public string Servers { get; }

    /// <summary>Refuses a text that is no configuration; never repeats it, for it may hold a password.</summary>
    public static ConfigurationOptions Parse(string configuration)
    {
        try
        {
            if (ConfigurationOptions.Parse(configuration) is { EndPoints.Count: > 0 } parsed)
                return parsed;
        }
#pragma warning disable CA1031 // Whatever the parser objects to may quote the password: it goes no further.
        catch (Exception)
        {
        }
#pragma warning restore CA1031
        throw new ArgumentException(
            "The Redis configuration could not be read (it is not shown here, for it may hold a password). Expected " +
            "\"host:port\", and after commas options such as password=…, ssl=true, defaultDatabase=1.", nameof(configuration));
    }

    /// <summary>
    /// A new multiplexer, connected or still trying; within twice the operation timeout, which the library alone does
    /// not guarantee.
    /// </summary>
    public async Task<ConnectionMultiplexer> ConnectAsync(CancellationToken cancellationToken)
    {
        // Not on the caller's thread: parts of connecting, such as name resolution, block.
        var connecting = Task.Run(() => ConnectionMultiplexer.ConnectAsync(_configuration.Clone()), CancellationToken.None);
        try
        {
            var multiplexer = await connecting.WaitAsync(_options.OperationTimeout * 2, _time, cancellationToken);
            await Threads.LeaveClient();
            return multiplexer;
        }
        catch
        {
            _ = connecting.ContinueWith(late =>
            {
                if (late.IsCompletedSuccessfully)
                    late.GetAwaiter().GetResult().Dispose(); // it is complete
                else
                    _ = late.Exception;
            }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>Closes a multiplexer without waiting for it: a stuck one may take its time.</summary>
    public static void Abandon(ConnectionMultiplexer? multiplexer)
    {
        if (multiplexer is not null)
            _ = Task.Run(() =>
            {
                try
                {
                    multiplexer.Close(allowCommandsToComplete: false);
                    multiplexer.Dispose();
                }
#pragma warning disable CA1031 // It is being thrown away because something is wrong with it.
                catch (Exception)
                {
                }
#pragma warning restore CA1031
            });
    }

    static string Describe(EndPoint endPoint) => endPoint is DnsEndPoint dns
        ? string.Create(CultureInfo.InvariantCulture, $"{dns.Host}:{dns.Port}")
        : endPoint.ToString()!;
}
