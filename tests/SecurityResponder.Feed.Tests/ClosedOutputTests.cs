using System.Diagnostics;

namespace SecurityResponder.Feed.Tests;

/// <summary>Standard output and error that are closed, full, or read by nobody: the program says so, and is never aborted.</summary>
public sealed class ClosedOutputTests : IDisposable
{
    private const int Aborted = 128 + 6;

    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "security-responder-feed");

    private static readonly string[] Redirections =
        [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-", ">/dev/full", "2>/dev/full", ">/dev/full 2>&1"];

    private readonly TemporaryFolder _folder = new();

    public ClosedOutputTests()
    {
        _folder.Write("a.json", """{"schemaVersion": "1.1", "generated": "2026-01-01T00:00:00Z", "versions": [], "advisories": []}""");
        _folder.Write("b.json", """
            {"schemaVersion": "1.1", "generated": "2026-01-01T00:00:00Z",
             "versions": [{"name": "v1.35.1+rke2r1", "components": {"etcd": "v3.6.1"}}], "advisories": []}
            """);
    }

    /// <summary>Commands, each with redirections of the shell.</summary>
    public static TheoryData<string, string> Redirects =>
    [
        .. from command in (string[])["diff a.json b.json", "diff a.json nowhere", "unknown", "--help"]
           from redirect in Redirections
           select (command, redirect),
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Redirects))]
    public async Task It_is_never_aborted(string command, string redirect)
    {
        var (exitCode, error) = await RunAsync($"\"$0\" {command} {redirect}");

        Assert.NotEqual(Aborted, exitCode);
        Assert.InRange(exitCode, 0, 2);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("diff a.json b.json", ">/dev/full", "No space left on device")]
    [InlineData("export b.json --format csv", ">/dev/full", "No space left on device")]
    [InlineData("--help", ">/dev/full", "No space left on device")]
    [InlineData("diff a.json b.json", ">&-", "it is closed")]
    public async Task A_result_that_is_lost_is_an_error(string command, string redirect, string reason)
    {
        var (exitCode, error) = await RunAsync($"\"$0\" {command} {redirect}");

        Assert.Equal(1, exitCode);
        Assert.StartsWith("security-responder-feed: the output cannot be written: ", error, StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.Ordinal);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_file_that_is_written_is_complete_although_the_summary_is_lost()
    {
        var (exitCode, _) = await RunAsync("\"$0\" build --out feed.json >&-");

        Assert.Equal(1, exitCode);
        Assert.Contains("\"schemaVersion\"", File.ReadAllText(_folder.At("feed.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_that_has_seen_enough_is_no_error() => Assert.Equal(
        0, (await RunAsync("\"$0\" diff a.json b.json | head -c 1 >/dev/null; exit ${PIPESTATUS[0]}")).ExitCode);

    [Theory]
    [InlineData("2>/dev/full")]
    [InlineData("2>&-")]
    public async Task Messages_that_are_lost_change_no_exit_code(string redirect)
    {
        Assert.Equal(0, (await RunAsync($"\"$0\" diff a.json b.json {redirect} >/dev/null")).ExitCode);
        Assert.Equal(1, (await RunAsync($"\"$0\" diff a.json nowhere {redirect} >/dev/null")).ExitCode);
    }

    private async Task<(int ExitCode, string Error)> RunAsync(string command)
    {
        using var process = Process.Start(new ProcessStartInfo("bash", ["-c", command, Program])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder.Path,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await output;
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, error);
    }
}
