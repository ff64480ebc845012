// Changes operators of the shared library at random, one at a time, and runs its tests against each change.
// Arguments: folder of the project, compiler arguments, folder of generated sources, copy of the tests, equivalents, seed, count.
using SecurityResponder.Mutants;

if (args is not [var folder, var arguments, var generated, var tests, var equivalentFile, var seed, var count])
{
    Console.Error.WriteLine("Use build/mutants.sh");
    return 2;
}

const double MinKilled = 0.95;
var library = Library.Read(arguments, folder, generated);
var equivalents = Equivalents.Read(equivalentFile);
string[] slow = ["VulnerabilityDatabaseTests", "SmallWorldTests", "AffectedReleasesTests", "FeedBufferTests", "FeedTests"];
TestProgram program = new(tests, [.. slow.Select(name => $"*.{name}")]);
var wanted = int.Parse(count, System.Globalization.CultureInfo.InvariantCulture);

if (!library.TryEmit(null, program.LibraryPath) || !program.Passes())
{
    Console.Error.WriteLine("The tests do not pass without a mutant");
    return 1;
}

var order = library.Mutants.ToArray();
new Random(int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture)).Shuffle(order);
var (killed, alive, equivalent) = (0, 0, 0);
foreach (var mutant in order)
{
    if (killed + alive + equivalent == wanted)
    {
        break;
    }

    if (!library.TryEmit(mutant, program.LibraryPath))
    {
        continue;
    }

    if (equivalents.Contains(mutant.Name))
    {
        equivalent++;
    }
    else if (program.Passes(mutant.Folder))
    {
        alive++;
        Console.WriteLine($"alive  {mutant.Tree.FilePath}:{mutant.Line}  {mutant.Name}");
    }
    else
    {
        killed++;
    }
}

Console.WriteLine($"{library.Mutants.Count} operators; {killed} killed, {alive} alive, {equivalent} equivalent (seed {seed})");
return killed >= MinKilled * (killed + alive) ? 0 : 1;
