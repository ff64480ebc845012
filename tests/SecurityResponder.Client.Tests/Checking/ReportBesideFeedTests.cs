using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Checking;

/// <summary>A report that is sent although there is a feed.</summary>
public sealed class ReportBesideFeedTests : IDisposable
{
    private readonly SignedFeeds _feeds = new();

    public void Dispose() => _feeds.Dispose();

    [Fact]
    public async Task The_report_is_sent_and_the_feed_decides_the_result()
    {
        await using var responder = await FakeResponder.StartAsync([Answer.Json(200, """{ "versions": [] }""")]);

        var run = await RunAsync(responder, "--report");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("POST", Assert.Single(responder.Requests.All).Method);
        Assert.Contains("CVE-2026-0001", run.Output);
        Assert.Equal(
            ["starting", "sending data", "response received", "data sent", "feed read beside the report"],
            run.Log.Take(5).Select(line => line.Message));
    }

    [Fact]
    public async Task Without_the_option_nothing_is_sent()
    {
        await using var responder = await FakeResponder.StartAsync([Answers.Good]);

        Assert.Equal(0, (await RunAsync(responder)).ExitCode);
        Assert.Empty(responder.Requests.All);
    }

    [Fact]
    public async Task A_report_that_cannot_be_sent_does_not_cost_the_result()
    {
        await using var responder = await FakeResponder.StartAsync([Answer.Json(404, "")]);

        var run = await RunAsync(responder, "--report");

        Assert.Contains("CVE-2026-0001", run.Output);
        Assert.Contains("the responder rejected the report", run.Log.Select(line => line.Message));
        Assert.Equal(1, run.ExitCode);
    }

    private Task<ClientRun> RunAsync(FakeResponder responder, params string[] more) => SignedFeeds.RunAsync(
        _feeds.File(SignedFeeds.Good), ["--endpoint", responder.Endpoint.AbsoluteUri, "--ca-file", responder.CaFile, .. more]);
}
