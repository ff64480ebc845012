using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Collecting;

/// <summary>An API server that answers 429 or 5xx.</summary>
public sealed class BusyServerTests
{
    private const string Nodes = "/api/v1/nodes";

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_busy_server_is_asked_again_after_the_time_that_it_names(int status)
    {
        var time = new NoWaitTime();
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Override(Nodes, Answer.Status(status, "Busy", "later").WithRetryAfter(7), times: 1);
        server.Override(Nodes, Answer.Status(status, "Busy", "later"), times: 1);

        await NodePages.AssertAllCountedOnceAsync(server, time);

        Assert.Equal([7, 2], time.Waits);
    }

    [Fact]
    public async Task A_busy_server_is_asked_three_times_in_all()
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Override(Nodes, Answer.Status(429, "TooManyRequests", "later").WithRetryAfter(1));

        await NodePages.AssertUnknownAsync(server, "429 TooManyRequests");

        Assert.Equal(3, server.Requests.To(Nodes).Count);
    }

    [Fact]
    public async Task A_wait_longer_than_the_run_is_not_waited_for()
    {
        var time = new NoWaitTime();
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Override(Nodes, Answer.Status(503, "ServiceUnavailable", "later").WithRetryAfter(3600));

        await NodePages.AssertUnknownAsync(server, "503 ServiceUnavailable", time);

        Assert.Empty(time.Waits);
        Assert.Single(server.Requests.To(Nodes));
    }
}
