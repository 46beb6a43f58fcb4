using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using StackExchange.Redis;

namespace LiveGen.Redis;

/// <summary>
/// ASP.NET Data Protection's keys as a list in Redis. It asks for them when the process starts and about once a day; in between
/// it uses those that it has, so a Redis that is away fails no page.
/// </summary>
internal sealed class RedisKeyRing(CommandLink link, RedisChannelLayerOptions options) : IXmlRepository
{
    readonly RedisKey[] _list = [new RedisKeys(options.KeyPrefix).KeyRing];
    int _seen;

    /// <exception cref="Channels.ChannelLayerException">Redis did not answer in time.</exception>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var texts = (string[])link.Evaluate("read ASP.NET Data Protection's keys", Scripts.ReadKeyRing, _list, [])!;
        Volatile.Write(ref _seen, texts.Length);
        return [.. texts.Select(XElement.Parse)];
    }

    /// <exception cref="Channels.ChannelLayerException">Redis did not answer in time.</exception>
    public void StoreElement(XElement element, string friendlyName)
    {
        const string What = "store a key of ASP.NET Data Protection";
        var text = element.ToString(SaveOptions.DisableFormatting);
        if (element.Name == "key")
            link.Evaluate(What, Scripts.AddKey, _list, [text, Volatile.Read(ref _seen)]);
        else
            link.Evaluate(What, Scripts.AddToKeyRing, _list, [text]);
    }
}
