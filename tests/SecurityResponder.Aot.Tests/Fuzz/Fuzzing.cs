using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SecurityResponder.Aot.Tests.Fuzz;

/// <summary>What the fuzz tests share: how many documents, which seed, and which endings are right.</summary>
internal static partial class Fuzzing
{
    /// <summary>The number of documents of each kind: 60 in a run of all tests; `make fuzz` sets FUZZ_DOCUMENTS.</summary>
    public static int Documents { get; } = Variable("FUZZ_DOCUMENTS", 60);

    /// <summary>The seed of the first document, of which each ending can be repeated.</summary>
    public static int Seed { get; } = Variable("FUZZ_SEED", 1);

    /// <summary>Runs a program for each seed, on two workers for each processor. Fails unless each run ended in a documented way,
    /// and unless each of these ways came up: otherwise the documents are not what they are said to be.</summary>
    /// <param name="kind">What the documents are, for messages.</param>
    /// <param name="count">The number of seeds.</param>
    /// <param name="exitCodes">The documented exit codes.</param>
    /// <param name="worker">Makes what one worker uses.</param>
    /// <param name="run">Runs the program with the document of a seed.</param>
    public static async Task ForEachSeedAsync<T>(
        string kind, int count, int[] exitCodes, Func<T> worker, Func<T, int, Task<Command>> run)
        where T : IDisposable
    {
        ConcurrentDictionary<int, int> seen = [];
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, 2 * Environment.ProcessorCount).Select(_ => Task.Run(async () =>
        {
            using T own = worker();
            while (Interlocked.Increment(ref next) is var number && number < count)
            {
                Command command = await run(own, Seed + number);
                AssertDocumented(command, Seed + number, kind, exitCodes);
                seen.AddOrUpdate(command.ExitCode, 1, (_, times) => times + 1);
            }
        })));
        TestContext.Current.TestOutputHelper!.WriteLine($"{kind}: {count} runs with the seeds from {Seed}; "
            + string.Join(", ", seen.OrderBy(code => code.Key).Select(code => $"{code.Value} with exit code {code.Key}")));
        Assert.Equal(exitCodes, seen.Keys.Order());
    }

    private static void AssertDocumented(Command run, int seed, string kind, int[] exitCodes)
    {
        string all = $"{kind}, seed {seed}: exit code {run.ExitCode}\n{Start(run.Output)}\n{Start(run.Errors)}";
        Assert.True(exitCodes.Contains(run.ExitCode), all);
        Assert.False(Undocumented().IsMatch(run.Output + run.Errors), all);
        Assert.DoesNotContain(run.Errors, character => char.IsControl(character) && character is not '\n');
    }

    private static string Start(string text) => text[..Math.Min(text.Length, 4000)];

    private static int Variable(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : usual;

    [GeneratedRegex(@"Unhandled exception|^ +at \S+\(|the program failed|Exception: |OutOfMemory", RegexOptions.Multiline)]
    private static partial Regex Undocumented();
}
