using System.Text;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Collecting;

/// <summary>Answers that are too deep, too long or without an end.</summary>
public sealed class HugeAnswerTests
{
    private const string Nodes = "/api/v1/nodes";
    private const int Megabytes = 1 << 20;

    [Theory]
    [InlineData("[", 10_000)]
    [InlineData("{\"a\":", 10_000)]
    [InlineData("{\"items\":[", 10_000)]
    public async Task Nesting_without_end_is_a_failed_read(string opening, int depth)
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Override(Nodes, Answer.Json(200, string.Concat(Enumerable.Repeat(opening, depth))));

        await AssertFailedAsync(server, "the answer is not the JSON of a Kubernetes API (at line 1");
    }

    [Theory]
    [InlineData("{\"kind\":\"")]
    [InlineData("{\"kind\":\"NodeList\",\"items\":[{\"metadata\":{\"name\":\"")]
    [InlineData("{\"")]
    [InlineData("{\"x\":1")]
    public async Task A_text_or_number_of_five_megabytes_is_a_failed_read(string beginning)
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Override(Nodes, Answer.Json(200, beginning + new string('1', 5 * Megabytes) + "\""));

        await AssertFailedAsync(server, "a token is longer than 2097152 bytes");
    }

    [Fact]
    public async Task Fifty_megabytes_of_nodes_in_one_page_are_counted_one_by_one()
    {
        var node = Encoding.UTF8.GetBytes($$"""{"metadata":{"annotations":{"x":"{{new string('x', Megabytes)}}"} } },""");
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Override(Nodes, Answer.Json(200, [
            """{"kind":"NodeList","items":["""u8.ToArray(), .. Enumerable.Repeat((ReadOnlyMemory<byte>)node, 50), "{}]}"u8.ToArray()]));

        Assert.Equal(51, (await CollectRun.Of(server)).Fields["agentNodeCount"]!.GetValue<int>());
    }

    [Fact]
    public async Task Fifty_megabytes_that_are_not_a_list_are_a_failed_read()
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Override(Nodes, Answer.Json(200, [.. Enumerable.Repeat((ReadOnlyMemory<byte>)new byte[Megabytes], 50)]));

        await AssertFailedAsync(server, "the answer is not the JSON of a Kubernetes API (at line 1");
    }

    [Theory]
    [InlineData("""{"kind":"NodeList","items":[""", "{},")]
    [InlineData("""{"kind":"NodeList","items":[{"metadata":{"labels":{""", "\"a\":\"b\",")]
    [InlineData("""{"kind":"NodeList","items":[{"spec":{"podCIDRs":[""", "\"10.0.0.0/8\",")]
    [InlineData("", "   \n")]
    public async Task An_endless_list_is_a_failed_read_after_its_time_out(string beginning, string repeated)
    {
        var time = new AutoAdvancingTime(requestSeconds: AutoAdvancingTime.RequestSeconds);
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Override(Nodes, Answer.Endless(beginning, string.Concat(Enumerable.Repeat(repeated, 10_000))));

        var running = CollectRun.Of(server, time);
        var request = await server.Requests.WaitForAsync(request => request.Path == Nodes, TestContext.Current.CancellationToken);
        while (request.AnsweredBytes < 2 * Megabytes && !running.IsCompleted)
        {
            await Task.Yield();
        }

        time.Pass(AutoAdvancingTime.RequestSeconds);

        AssertFailed(await running, "no complete answer in time");
    }

    [Fact]
    public async Task A_version_without_an_end_is_no_report()
    {
        var time = new AutoAdvancingTime(requestSeconds: AutoAdvancingTime.RequestSeconds);
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Override("/version", Answer.Endless("{\"gitVersion\":\"v1\",\"x\":[", "1,"));

        var running = CollectRun.Of(server, time);
        await server.Requests.WaitForAsync(request => request.Path == "/version", TestContext.Current.CancellationToken);
        time.Pass(AutoAdvancingTime.RequestSeconds);
        var run = await running;

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("cannot read version: no complete answer in time", run.Log, StringComparison.Ordinal);
    }

    private static async Task AssertFailedAsync(FakeApiServer server, string reason) => AssertFailed(await CollectRun.Of(server), reason);

    private static void AssertFailed(CollectRun run, string reason)
    {
        var warning = Assert.Single(run.Warnings);
        Assert.Contains("resource=nodes ", warning, StringComparison.Ordinal);
        Assert.Contains(reason, warning, StringComparison.Ordinal);
        Assert.Equal(-1, run.Fields["serverNodeCount"]!.GetValue<int>());
    }
}
