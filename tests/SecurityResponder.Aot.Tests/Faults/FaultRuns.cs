using System.Collections.Concurrent;

namespace SecurityResponder.Aot.Tests.Faults;

/// <summary>Runs the client with every fault, many in parallel, because most of the time is spent waiting between attempts.</summary>
public sealed class FaultRuns : IAsyncLifetime
{
    private const int AtATime = 32;

    /// <summary>Every fault and its run, by name.</summary>
    internal IReadOnlyList<FaultRun> All { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Command.Needs("kubectl");
        await using FaultEnvironment setup = new();
        IReadOnlyList<Fault> faults =
            [.. await ResponderFaults.MakeAsync(setup), .. await ClusterFaults.MakeAsync(setup), .. SettingsFaults.Make(setup)];
        ConcurrentBag<FaultRun> runs = [];
        ParallelOptions options = new() { MaxDegreeOfParallelism = AtATime, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(faults, options, async (fault, _) =>
            runs.Add(new FaultRun(fault, await NativeClient.RunInAsync(fault.Environment, fault.Arguments))));
        All = [.. runs.OrderBy(run => run.Fault.Name, StringComparer.Ordinal)];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
