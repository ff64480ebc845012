using SecurityResponder.Client.Checking;
using SecurityResponder.Client.Settings;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Checking;

/// <summary>The wait of a scheduled run whose chart could not spread the schedule.</summary>
public sealed class ScheduledDelayTests
{
    private const string ScheduledJob = "rke2-security-responder-29411040";

    [Fact]
    public void A_cluster_always_waits_the_same_and_never_longer_than_the_limit()
    {
        var ids = Enumerable.Range(0, 30_000).Select(i => $"{i:x8}-f208-48fc-ae81-8a969510a598").ToList();

        var waits = ids.Select(id => Wait(ScheduledJob, id)).ToList();

        Assert.Equal(waits, ids.Select(id => Wait(ScheduledJob, id)));
        Assert.Equal((0, 300), (waits.Min(), waits.Max()));
        Assert.All(waits.CountBy(wait => wait), second => Assert.InRange(second.Value, 50, 150));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("responder-now")]
    [InlineData("rke2-security-responder-now")]
    [InlineData("rke2-security-responder-1")]
    [InlineData("29411040x")]
    public void A_run_that_a_person_started_does_not_wait(string? job) =>
        Assert.All(Enumerable.Range(0, 20), i => Assert.Equal(0, Wait(job, $"{i}")));

    [Fact]
    public async Task The_wait_is_before_the_first_request()
    {
        var time = new AutoAdvancingTime();
        await using var responder = await FakeResponder.StartAsync([Answers.Good]);
        var environment = new Dictionary<string, string>
        {
            ["SECURITY_RESPONDER_MAX_DELAY"] = "300",
            ["SECURITY_RESPONDER_JOB"] = ScheduledJob,
        };

        var run = await ClientRun.InAsync(
            environment,
            time,
            "--cluster-dump", ClientRun.Dump, "--endpoint", responder.Endpoint.AbsoluteUri, "--ca-file", responder.CaFile,
            "--timeout", "50");

        var waiting = run.Log[1];
        Assert.Equal("waiting before the first request, so that clusters do not report at the same time", waiting.Message);
        Assert.Equal("sending data", run.Log[2].Message);
        Assert.Equal([double.Parse(waiting["seconds"]!, System.Globalization.CultureInfo.InvariantCulture)], time.Waits);
    }

    private static int Wait(string? job, string clusterId) =>
        (int)ScheduledDelay.Of(new ClientOptions { MaxDelaySeconds = 300, JobName = job }, clusterId).TotalSeconds;
}
