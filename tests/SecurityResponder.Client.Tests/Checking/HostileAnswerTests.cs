using CsCheck;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Checking;

/// <summary>Hostile answers must not affect the cluster, the log or the terminal.</summary>
public sealed class HostileAnswerTests
{
    private const int Answered = 60;
    private const int MaxWritten = 64 << 10;

    [Fact]
    public async Task Every_answer_ends_with_few_log_lines()
    {
        var taken = 0;
        await HostileAnswers.Bytes.Array[Answered].SampleAsync(
            async answers =>
            {
                var script = answers.Select(answer => Answer.Json(200, [answer])).ToList();
                await using var responder = await FakeResponder.StartPlainAsync(script);
                for (var number = 0; number < Answered; number++)
                {
                    var run = await RunAsync(responder);
                    AssertHarmless(run);
                    if (run.Last.Message == "data sent")
                    {
                        taken++;
                    }
                }

                Assert.Equal(Answered, responder.Requests.All.Count);
            },
            iter: 6,
            threads: 1);

        // Both valid and invalid answers must have been generated.
        Assert.InRange(taken, 30, (Answered * 6) - 30);
    }

    [Fact]
    public async Task A_maximal_answer_is_logged_in_few_lines()
    {
        var flaws = Enumerable.Range(0, 3000).Select(number =>
            $$"""{ "id": "CVE-2026-{{number}}", "affected": [ {{HostileAnswers.Everything}} ] }""");
        const string Releases = """{ "name": "v1.34.5+rke2r1" }, { "name": "v1.34.9+rke2r1" }""";
        var body = $$"""{ "versions": [ {{Releases}} ], "advisories": [ {{string.Join(',', flaws)}} ] }""";
        await using var responder = await FakeResponder.StartPlainAsync([Answer.Json(200, body)]);

        var run = await RunAsync(responder);

        AssertHarmless(run);
        Assert.Contains("\nand 2990 more: -o wide\n", run.Output);
        Assert.InRange(run.Output.Length, 0, 4096);
    }

    private static Task<ClientRun> RunAsync(FakeResponder responder) =>
        ClientRun.OfAsync(
            new AutoAdvancingTime(30), "--cluster-dump", ClientRun.Dump, "--endpoint", responder.Endpoint.AbsoluteUri, "--verbose");

    private static void AssertHarmless(ClientRun run)
    {
        Assert.Equal(run.Last.Message == "data sent" ? 0 : 1, run.ExitCode);
        Assert.InRange(run.Output.Length + run.Error.Length, 1, MaxWritten);
        Assert.All(run.Log, line => Assert.True(line.Level is "info" or "warning" or "error" or "debug", line.Level));
        Assert.True(run.Last.Message is "data sent" or "the answer cannot be parsed; there is no assessment in this run", run.Last.Message);
        Assert.False((run.Output + run.Error).Any(character => char.IsControl(character) && character != '\n'), run.Output + run.Error);
    }
}
