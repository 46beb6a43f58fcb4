using LiveGen.TagGenerator;

// Writes the element functions from html.json; with --check it only says whether they are up to date.
var repository = Generator.FindRepository(Environment.CurrentDirectory);
var stale = Generator.Stale(repository);

if (args is ["--check"])
{
    foreach (var path in stale)
        Console.Error.WriteLine($"{path} does not match html.json; run: {Generator.Command}");
    return stale.Count == 0 ? 0 : 1;
}

var files = Generator.Generate(repository);
foreach (var path in stale)
{
    File.WriteAllText(Path.Combine(repository, path), files[path]);
    Console.WriteLine($"wrote {path}");
}
return 0;
