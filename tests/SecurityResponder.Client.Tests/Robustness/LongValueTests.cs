using SecurityResponder.Client.Tests.Collecting;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Robustness;

/// <summary>Values of the API server just under 2 MiB. At first, they ended the program, which has 32 MiB, as out of memory.</summary>
public sealed class LongValueTests
{
    private const int Length = (2 << 20) - 100;

    private static readonly string Long = new('1', Length);

    [Theory]
    [InlineData("/api/v1/nodes", """{"kind":"NodeList","items":[{}],"metadata":{"continue":"LONG"}}""", "nodes")]
    [InlineData("/api/v1/nodes", """{"kind":"NodeList","items":[{"spec":{"podCIDRs":["LONG"]}}]}""", "nodes")]
    [InlineData("/api/v1/nodes", """{"kind":"NodeList","items":[{"metadata":{"annotations":{"rke2.io/node-args":"LONG"}}}]}""", "nodes")]
    [InlineData("/apis/apps/v1/daemonsets",
        """{"kind":"DaemonSetList","items":[{"spec":{"template":{"spec":{"containers":[{"image":"LONG"}]}}}}]}""", "daemonsets")]
    public async Task A_value_that_is_too_long_is_a_failed_read(string path, string body, string resource)
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Override(path, Answer.Json(200, body.Replace("LONG", Long, StringComparison.Ordinal)));

        var run = await CollectRun.Of(server);

        Assert.NotNull(run.Payload);
        var warning = Assert.Single(run.Warnings);
        Assert.Contains(resource, warning, StringComparison.Ordinal);
        Assert.Contains("a value is longer than 32768 bytes", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_that_is_too_long_is_no_report()
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Override("/version", Answer.Json(200, $$"""{"gitVersion":"{{Long}}"}"""));

        var run = await CollectRun.Of(server);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("a value is longer than 32768 bytes", run.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_value_that_is_not_decoded_does_not_matter()
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Override("/api/v1/nodes", Answer.Json(
            200,
            $$$"""
            {"kind":"NodeList","items":[{"metadata":{"annotations":{"x":"{{{Long}}}"} },"status":{"allocatable":{"{{{Long}}}":"1"} } }]}
            """));

        var run = await CollectRun.Of(server);

        Assert.DoesNotContain("cannot read", run.Log, StringComparison.Ordinal);
        Assert.Equal(1, run.Fields["agentNodeCount"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_refusal_with_a_long_message_is_a_short_line()
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Override("/api/v1/nodes", Answer.Json(403, $$"""{"kind":"Status","message":"{{Long}}"}"""));

        var run = await CollectRun.Of(server);

        Assert.Contains("403 Forbidden", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.All(run.Lines, line => Assert.InRange(line.Length, 1, 1024));
    }
}
