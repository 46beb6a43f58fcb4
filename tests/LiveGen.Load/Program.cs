using LiveGen.Load;
using LiveGen.Load.Costs;
using LiveGen.Load.Servers;

// dotnet run -c Release --project tests/LiveGen.Load -- [--clients 1000 --sends 200 --rounds 3 --idle 5000]
// Measures LiveGen, SignalR and a bare WebSocket broadcast, each in a process of its own: this program, started as
// `server NAME`. With the one argument `redis`: what a group send costs Redis.
return args switch
{
    ["redis"] => await RedisCosts.RunAsync(),
    ["server", var name] => await Server.RunAsync(name),
    _ when LoadOptions.TryParse(args, out var options) => await new Driver(options).RunAsync(),
    _ => LoadOptions.Usage(),
};
