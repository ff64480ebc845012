using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SecurityResponder.Fakes;

namespace SecurityResponder.Aot.Tests.Fuzz;

/// <summary>Hostile feeds for the published responder in the 256 MiB of its chart: it ends with exit code 2 and one line, or it serves.
/// Hostile requests are sent by HostileReportTests, also to the published responder.</summary>
public sealed partial class ServerFuzzTests
{
    private const int ChartMegabytes = 256;

    // A start takes ten times as long as a run of the client.
    private static readonly int Feeds = Math.Max(20, Fuzzing.Documents / 5);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly string Feed = File.ReadAllText(Published.SampleFeed);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public Task No_feed_breaks_the_responder() =>
        Fuzzing.ForEachSeedAsync("feeds of the responder", Feeds, [0, 2], () => new Worker(), async (worker, seed) =>
        {
            string feed = Path.Combine(worker.Folder.Path, "feed.json");
            await File.WriteAllBytesAsync(feed, MutatedJson.Of(Feed, new Random(seed)), Cancelled);
            Command run = await RunAsync(worker, feed, seed);
            bool isOneLine = !run.Errors.TrimEnd('\n').Contains('\n', StringComparison.Ordinal);
            Assert.True(run.ExitCode == 0 ? run.Errors == "" : isOneLine, $"seed {seed}: {run.Errors}");
            return run;
        });

    // Exit code 0: it served, and ended with SIGTERM.
    private static async Task<Command> RunAsync(Worker worker, string feed, int seed)
    {
        (string program, string[] arguments, Dictionary<string, string> environment) = worker.Program.Command(
            Published.Server, "--urls", "http://127.0.0.1:0", "--feed", feed, "--data", Path.Combine(worker.Folder.Path, "data"));
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        timeout.CancelAfter(Patience);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(timeout.Token);
        StringBuilder output = new();
        while (await process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
        {
            output.Append(line).Append('\n');
            if (Address().Match(line) is { Success: true } address)
            {
                await ReportAsync(worker, new Uri(address.Value), seed);
                using Process kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
            }
        }

        await process.WaitForExitAsync(timeout.Token);
        return new Command(process.ExitCode, output.ToString(), await errors);
    }

    private static async Task ReportAsync(Worker worker, Uri address, int seed)
    {
        foreach (string version in new[] { "v1.34.5+rke2r1", "v1.20.1+rke2r1" })
        {
            using StringContent report = new($$"""{"appVersion":"{{version}}"}""", Encoding.UTF8, "application/json");
            using HttpResponseMessage answer = await worker.Client.PostAsync(new Uri(address, "/v1/check"), report, Cancelled);
            Assert.True((int)answer.StatusCode == 200, $"seed {seed}: {answer.StatusCode}");
        }

        using HttpResponseMessage page = await worker.Client.GetAsync(new Uri(address, "/releases"), Cancelled);
        Assert.True((int)page.StatusCode == 200, $"seed {seed}: /releases {page.StatusCode}");
    }

    [GeneratedRegex(@"(?<=Listening on )http://\S+")]
    private static partial Regex Address();

    private sealed class Worker : IDisposable
    {
        public LimitedProgram Program { get; } = new(ChartMegabytes);

        public TestFolder Folder { get; } = new();

        public HttpClient Client { get; } = new();

        public void Dispose()
        {
            Client.Dispose();
            Program.Dispose();
            Folder.Dispose();
        }
    }
}
