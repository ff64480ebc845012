namespace SecurityResponder.Aot.Tests.Faults;

/// <summary>With every fault, the published client ends with the documented exit code and logs the cause for operators.</summary>
public sealed class FaultTests(FaultRuns runs) : IClassFixture<FaultRuns>
{
    [Fact]
    public void Every_fault_ends_with_the_exit_code_that_the_help_promises() =>
        AssertNone(runs.All.Where(run => run.Run.ExitCode != run.Fault.ExitCode).Select(run => $"{run}expected {run.Fault.ExitCode}\n"));

    [Fact]
    public void Every_fault_is_logged_with_its_cause() =>
        AssertNone(runs.All.Where(run => !IsNamed(run)).Select(run => $"{run}expected {run.Fault.Words}\n"));

    [Fact]
    public void No_line_has_a_name_from_the_code() => AssertNone(
        from run in runs.All
        let names = CodeNames.In(run.Run.Errors + run.Run.Output).ToList()
        where names.Count > 0
        select $"[{string.Join(", ", names)}] {run}");

    [Fact]
    public void No_fault_is_an_unexpected_error() =>
        AssertNone(runs.All.Select(run => run.ToString()).Where(run => run.Contains("the program failed", StringComparison.Ordinal)));

    [Fact]
    public void Every_line_has_the_format_of_the_log() => Assert.All(runs.All, run => Assert.NotEmpty(LogLines.Of(run.Run)));

    [Fact]
    public void A_fatal_fault_is_one_error_in_the_last_line() => AssertNone(
        from run in runs.All
        let errors = LogLines.Of(run.Run).Select(line => line.Level == "error").ToList()
        where errors.Count(isError => isError) != (run.Fault.ExitCode == 0 ? 0 : 1) || errors[^1] != (run.Fault.ExitCode != 0)
        select run.ToString());

    // `first*second`: one line of the log says both, in this order.
    private static bool IsNamed(FaultRun run) => LogLines.Of(run.Run).Any(line =>
    {
        int at = 0;
        return run.Fault.Words.Split('*').All(words => (at = line.Text.IndexOf(words, at, StringComparison.Ordinal)) >= 0);
    });

    private static void AssertNone(IEnumerable<string> offenders)
    {
        List<string> all = [.. offenders];
        Assert.True(all.Count == 0, $"{all.Count} offenders:\n{string.Join('\n', all)}");
    }
}
