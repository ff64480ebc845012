using System.Collections.Concurrent;

namespace SecurityResponder.Aot.Tests.Faults;

/// <summary>Meets every fault once, many at a time: most of the time is the client's own waiting between its attempts.</summary>
public sealed class FaultRuns : IAsyncLifetime
{
    private const int AtATime = 32;

    /// <summary>Every fault and the run that met it, by name.</summary>
    internal IReadOnlyList<FaultRun> All { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await using FaultEnvironment environment = new();
        IReadOnlyList<Fault> faults =
            [.. await ResponderFaults.MakeAsync(environment), .. await ClusterFaults.MakeAsync(environment), .. await SettingsFaults.MakeAsync(environment)];
        ConcurrentBag<FaultRun> runs = [];
        ParallelOptions options = new() { MaxDegreeOfParallelism = AtATime, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(faults, options, async (fault, _) =>
            runs.Add(new FaultRun(fault, await NativeClient.RunInAsync(fault.Environment, fault.Arguments))));
        All = [.. runs.OrderBy(run => run.Fault.Name, StringComparer.Ordinal)];
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
