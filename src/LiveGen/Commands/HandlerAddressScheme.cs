using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LiveGen.Commands;

/// <summary>The route table: finds the endpoints of a handler, so that ASP.NET Core's link generator makes its URLs.</summary>
sealed class HandlerAddressScheme(EndpointDataSource endpoints) : IEndpointAddressScheme<HandlerRoute>
{
    public IEnumerable<Endpoint> FindEndpoints(HandlerRoute address) =>
        endpoints.Endpoints.Where(endpoint => address.Equals(endpoint.Metadata.GetMetadata<HandlerRoute>()));
}
