using System.Globalization;

namespace LiveGen.Load;

/// <summary>How much to measure; every count has a bound, so the program ends.</summary>
/// <param name="Clients">Sockets in the large group.</param>
/// <param name="Sends">Group sends for each figure of the large group; the small one gets as many deliveries.</param>
/// <param name="Rounds">How often each server has its turn; the median counts.</param>
/// <param name="Idle">Sockets for the memory of an idle one.</param>
sealed record LoadOptions(int Clients, int Sends, int Rounds, int Idle)
{
    public const int SmallGroup = 100;

    static readonly (string Name, int Default, int Most)[] s_known =
        [("--clients", 1000, 5000), ("--sends", 200, 5000), ("--rounds", 3, 50), ("--idle", 5000, 9000)];

    public static bool TryParse(string[] args, out LoadOptions options)
    {
        var values = Array.ConvertAll(s_known, known => known.Default);
        var valid = args.Length % 2 == 0;
        for (var i = 0; valid && i < args.Length; i += 2)
        {
            var which = Array.FindIndex(s_known, known => known.Name == args[i]);
            valid = which >= 0 && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out values[which])
                && values[which] > 0 && values[which] <= s_known[which].Most;
        }
        options = new LoadOptions(Math.Max(values[0], SmallGroup), values[1], values[2], values[3]);
        return valid;
    }

    public static int Usage()
    {
        Console.Error.WriteLine("Arguments: " + string.Join(' ', s_known.Select(known => $"[{known.Name} 1..{known.Most}, default {known.Default}]")));
        return 2;
    }
}
