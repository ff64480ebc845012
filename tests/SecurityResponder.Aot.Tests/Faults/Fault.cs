namespace SecurityResponder.Aot.Tests.Faults;

/// <summary>A fault and the expected behaviour of the client.</summary>
/// <param name="Name">The fault, for the failure message.</param>
/// <param name="ExitCode">0 done, 1 no cluster or no advice, 2 bad settings.</param>
/// <param name="Words">The text that the log must contain.</param>
/// <param name="Arguments">The flags of the run.</param>
internal sealed record Fault(string Name, int ExitCode, string Words, params IReadOnlyList<string> Arguments)
{
    /// <summary>Variables besides those of the image.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}

/// <summary>A fault and the run with it.</summary>
internal sealed record FaultRun(Fault Fault, Command Run)
{
    /// <summary>Both, as a failed assertion shows them.</summary>
    public override string ToString() => $"{Fault.Name}: exit code {Run.ExitCode}\n{Run.Errors}";
}
