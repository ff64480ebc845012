using System.Diagnostics;

namespace SecurityResponder.Client.Tests;

/// <summary>Standard output and error that are closed, full, or read by nobody: the program ends as usual, and is never aborted.</summary>
public sealed class ClosedOutputTests
{
    private const int Aborted = 128 + 6;

    private static readonly string Assessment =
        $"--cluster-dump {ClientRun.Dump} --feed {Path.Combine(Path.GetDirectoryName(ClientRun.Dump)!, "feed.json")}";

    private static readonly string[] Commands = ["version", "--cluster-dump /nowhere", Assessment];

    private static readonly string[] Redirections =
        [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-", ">/dev/full", "2>/dev/full", ">/dev/full 2>&1"];

    private static readonly bool[] BothPrograms = [false, true];

    /// <summary>Commands, each with redirections of the shell.</summary>
    public static TheoryData<string, string, bool> Redirects =>
    [
        .. from command in Commands
           from redirect in Redirections
           from isNative in BothPrograms
           select (command, redirect, isNative),
    ];

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task It_is_never_aborted(string command, string redirect, bool isNative)
    {
        var (exitCode, error) = await RunAsync($"\"$0\" {command} {redirect}", isNative);

        Assert.NotEqual(Aborted, exitCode);
        Assert.InRange(exitCode, 0, 2);
        Assert.DoesNotContain("Unhandled exception", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--version", false)]
    [InlineData("--help", false)]
    [InlineData("ASSESSMENT", false)]
    [InlineData("ASSESSMENT", true)]
    public async Task A_result_that_is_lost_is_an_error(string command, bool isNative)
    {
        var (exitCode, error) = await RunAsync(
            $"\"$0\" {command.Replace("ASSESSMENT", Assessment, StringComparison.Ordinal)} >/dev/full", isNative);

        Assert.Equal(1, exitCode);
        Assert.EndsWith("level=error msg=\"the output cannot be written\" reason=\"No space left on device\" event=8\n", error);
    }

    [Theory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public async Task A_log_that_is_lost_is_none(string redirect) =>
        Assert.Equal(0, (await RunAsync($"\"$0\" {Assessment} {redirect} >/dev/null")).ExitCode);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reader_that_has_seen_enough_is_no_error(bool isNative) => Assert.Equal(
        0, (await RunAsync($"\"$0\" {Assessment} -o json | head -c 1 >/dev/null; exit ${{PIPESTATUS[0]}}", isNative)).ExitCode);

    private static async Task<(int ExitCode, string Error)> RunAsync(string command, bool isNative = false)
    {
        using var process = Process.Start(
            new ProcessStartInfo("bash", ["-c", command, ClientProcess.Of(isNative)]) { RedirectStandardError = true })!;
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }
}
