using System.Xml.Linq;
using LiveGen.Channels;
using Microsoft.AspNetCore.DataProtection.Repositories;
using StackExchange.Redis;

namespace LiveGen.Redis;

/// <summary>
/// ASP.NET Data Protection's keys as a list in Redis. It asks for them when the process starts and about once a day; in between
/// it uses those that it has, so a Redis that is away fails no page.
/// </summary>
internal sealed class RedisKeyRing(CommandLink link, RedisChannelLayerOptions options, TimeProvider time) : IXmlRepository
{
    const string Reading = "read ASP.NET Data Protection's keys";

    static readonly TimeSpan s_retryDelay = TimeSpan.FromMilliseconds(250);

    readonly RedisKey[] _list = [new RedisKeys(options.KeyPrefix).KeyRing];
    ChannelLayerException? _failure;
    int _seen;

    /// <exception cref="ChannelLayerException">Redis did not answer in time, or had not and has not since.</exception>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        // Without any key every render asks, one after the other: each would hold a thread for the whole time limit, and a process
        // that starts while Redis is silent soon had none left for anything else.
        if (Volatile.Read(ref _failure) is { } failure)
            throw new ChannelLayerException(failure.Message, failure);
        try
        {
            var texts = (string[])link.Evaluate(Reading, Scripts.ReadKeyRing, _list, [])!;
            Volatile.Write(ref _seen, texts.Length);
            return [.. texts.Select(XElement.Parse)];
        }
        catch (ChannelLayerException exception)
        {
            if (Interlocked.CompareExchange(ref _failure, exception, null) is null)
                using (ExecutionContext.SuppressFlow()) // it belongs to nobody's request
                    _ = Task.Run(WaitForAnswerAsync);
            throw;
        }
    }

    /// <exception cref="ChannelLayerException">Redis did not answer in time.</exception>
    public void StoreElement(XElement element, string friendlyName)
    {
        const string What = "store a key of ASP.NET Data Protection";
        var text = element.ToString(SaveOptions.DisableFormatting);
        if (element.Name == "key")
            link.Evaluate(What, Scripts.AddKey, _list, [text, Volatile.Read(ref _seen)]);
        else
            link.Evaluate(What, Scripts.AddToKeyRing, _list, [text]);
    }

    // Until Redis answers or the application ends.
    async Task WaitForAnswerAsync()
    {
        while (true)
        {
            try
            {
                await Task.Delay(s_retryDelay, time);
                await link.EvaluateAsync(Reading, Scripts.ReadKeyRing, _list, [], CancellationToken.None);
                Volatile.Write(ref _failure, null);
                return;
            }
            catch (ChannelLayerException)
            {
                // Still away.
            }
            catch (ObjectDisposedException)
            {
                return;
            }
        }
    }
}
