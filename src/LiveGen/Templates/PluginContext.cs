using Microsoft.AspNetCore.Http;

namespace LiveGen.Templates;

/// <summary>What a plugin is called for.</summary>
public sealed class PluginContext
{
    internal PluginContext(HttpContext http, PluginMoment moment, string? target = null)
    {
        Http = http;
        Moment = moment;
        Target = target;
    }

    /// <summary>The request; of a consumer, the socket's handshake.</summary>
    public HttpContext Http { get; }

    /// <summary>What is rendered.</summary>
    public PluginMoment Moment { get; }

    /// <summary>In <c>Wrap</c>: the id of the element whose content it is; null for the body of a whole page.</summary>
    public string? Target { get; }
}

/// <summary>What a plugin adds to.</summary>
public enum PluginMoment
{
    /// <summary>A whole page.</summary>
    Page,

    /// <summary>What stands inside the layouts that the browser has already.</summary>
    PartOfPage,

    /// <summary>The answer of an action.</summary>
    Action,

    /// <summary>What a method of a consumer sends to its own socket.</summary>
    Consumer,
}
