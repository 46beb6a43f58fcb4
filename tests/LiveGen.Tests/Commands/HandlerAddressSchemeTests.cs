using LiveGen.Commands;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace LiveGen.Tests.Commands;

public sealed class HandlerAddressSchemeTests
{
    readonly ChangingEndpoints _endpoints = new();
    readonly HandlerAddressScheme _scheme;

    public HandlerAddressSchemeTests() => _scheme = new HandlerAddressScheme(_endpoints);

    [Fact]
    public void The_endpoints_of_a_handler_are_found_in_their_order_and_no_others()
    {
        var first = Map("a");
        Map("b");
        var second = Map("a");
        _endpoints.Add(new Endpoint(null, EndpointMetadataCollection.Empty, "another library's"));

        Assert.Equal([first, second], Find("a"));
        Assert.Empty(Find("c"));
    }

    [Fact]
    public void Endpoints_are_walked_once_and_not_for_every_address()
    {
        Map("a");
        for (var i = 0; i < 10; i++)
            Find("a");

        Assert.Equal(1, _endpoints.Walks);
    }

    [Fact]
    public void Endpoints_that_are_mapped_later_are_found()
    {
        Map("a");
        Assert.Empty(Find("b"));

        var late = Map("b");

        Assert.Equal([late], Find("b"));
    }

    IEnumerable<Endpoint> Find(string handler) => _scheme.FindEndpoints(new HandlerRoute(handler));

    Endpoint Map(string handler)
    {
        var endpoint = new Endpoint(null, new EndpointMetadataCollection(new HandlerRoute(handler)), handler);
        _endpoints.Add(endpoint);
        return endpoint;
    }

    sealed class ChangingEndpoints : EndpointDataSource
    {
        readonly List<Endpoint> _all = [];
        CancellationTokenSource _change = new();

        public int Walks { get; private set; }

        public override IReadOnlyList<Endpoint> Endpoints
        {
            get
            {
                Walks++;
                return [.. _all];
            }
        }

        public override IChangeToken GetChangeToken() => new CancellationChangeToken(_change.Token);

        public void Add(Endpoint endpoint)
        {
            _all.Add(endpoint);
            using var old = _change;
            _change = new CancellationTokenSource();
            old.Cancel();
        }
    }
}
