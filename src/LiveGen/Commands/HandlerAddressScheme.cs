using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace LiveGen.Commands;

/// <summary>The route table: finds the endpoints of a handler, so that ASP.NET Core's link generator makes its URLs.</summary>
sealed class HandlerAddressScheme(EndpointDataSource endpoints) : IEndpointAddressScheme<HandlerRoute>
{
    sealed record Table(FrozenDictionary<HandlerRoute, Endpoint[]> Routes, IChangeToken Changed);

    volatile Table? _table;

    public IEnumerable<Endpoint> FindEndpoints(HandlerRoute address)
    {
        // Two threads may make the same table at the same time; the last one stays.
        if (_table is not { Changed.HasChanged: false } table)
            _table = table = MakeTable();
        return table.Routes.GetValueOrDefault(address) ?? [];
    }

    Table MakeTable()
    {
        var changed = endpoints.GetChangeToken(); // before the endpoints: a change in between makes the table old, not wrong
        var routes = endpoints.Endpoints.ToLookup(endpoint => endpoint.Metadata.GetMetadata<HandlerRoute>());
        return new Table(
            routes.Where(route => route.Key is not null).ToFrozenDictionary(route => route.Key!, route => route.ToArray()), changed);
    }
}
