using System.Runtime.CompilerServices;
using SecurityResponder.Client.Tests.Logging;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests;

/// <summary>One run of the program within the test process.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error: the log.</param>
internal sealed record ClientRun(int ExitCode, string Output, string Error)
{
    /// <summary>The shipped sample of a cluster.</summary>
    public static string Dump { get; } = Path.GetFullPath(Path.Combine(Here(), "../../samples/cluster-dump.txt"));

    /// <summary>The log's lines, read as logfmt.</summary>
    public IReadOnlyList<LogLine> Log => [.. Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(LogLine.Parse)];

    /// <summary>The last log line.</summary>
    public LogLine Last => Log[^1];

    /// <summary>Runs with these arguments and nothing in the environment.</summary>
    public static Task<ClientRun> OfAsync(params string[] arguments) => OfAsync(TimeProvider.System, arguments);

    /// <summary>The same by another clock.</summary>
    public static Task<ClientRun> OfAsync(TimeProvider time, params string[] arguments) => InAsync([], time, arguments);

    /// <summary>The same in an environment.</summary>
    public static async Task<ClientRun> InAsync(Dictionary<string, string> environment, TimeProvider time, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var check = new SecurityCheck(output, error, environment.GetValueOrDefault, time);
        var exitCode = await check.RunAsync(arguments, TestContext.Current.CancellationToken);
        return new(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>Sends the sample cluster's report to a responder.</summary>
    public static Task<ClientRun> ToAsync(FakeResponder responder, TimeProvider time, params string[] more) =>
        OfAsync(
            time,
            [
                "--cluster-dump", Dump,
                "--endpoint", responder.Endpoint.AbsoluteUri,
                "--ca-file", responder.CaFile,
                "--timeout", "50",
                .. more,
            ]);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
