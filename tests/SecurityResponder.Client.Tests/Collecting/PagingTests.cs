using System.Text;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Collecting;

public sealed class PagingTests
{
    private const string Nodes = "/api/v1/nodes";
    private const string DaemonSets = "/apis/apps/v1/daemonsets";

    private static Answer Expired(string? token) => Answer.Json(410, $$"""
        {"kind":"Status","apiVersion":"v1","metadata":{{{(token is null ? "" : $"\"continue\":\"{token}\"")}}},
        "status":"Failure","reason":"Expired","code":410}
        """);

    [Fact]
    public async Task Nodes_are_listed_in_pages_of_500()
    {
        await using var server = await StartAsync();

        await NodePages.AssertAllCountedOnceAsync(server);

        Assert.Equal(["500", "500", "500"], server.Requests.To(Nodes).Select(request => request.Parameters["limit"]));
    }

    [Fact]
    public async Task Three_thousand_nodes_of_a_real_size_are_counted_once_each()
    {
        var rest = Encoding.UTF8.GetBytes($$"""
            {"metadata":{"annotations":{"x":"{{new string('x', 16 << 10)}}"} },"status":{"allocatable":{"cpu":"2","memory":"1Ki"} } }
            """);
        await using var server = await FakeApiServer.StartAsync(new TestCluster
        {
            RawNodes = Enumerable.Range(0, 2_999).ToDictionary(i => $"agent-{i}", _ => (ReadOnlyMemory<byte>)rest),
        });

        var run = await CollectRun.Of(server);

        Assert.Empty(run.Warnings);
        Assert.Equal((1, 2_999), (run.Fields["serverNodeCount"]!.GetValue<int>(), run.Fields["agentNodeCount"]!.GetValue<int>()));
        Assert.Equal((2_999 * 2_000, 2_999 * 1_024), (run.Fields["agentCPU"]!.GetValue<int>(), run.Fields["agentMemory"]!.GetValue<int>()));
        Assert.Equal(6, server.Requests.To(Nodes).Count);
        Assert.True(server.Requests.To(Nodes)[0].AnsweredBytes > 8_000_000);
    }

    [Fact]
    public async Task DaemonSets_of_all_namespaces_are_listed_in_pages_of_500()
    {
        var own = Enumerable.Range(0, 1_100)
            .Select(i => new TestWorkload($"team-{i % 7}", $"agent-{i}", new TestContainer("a", "acme/agent:v1")));
        await using var server = await FakeApiServer.StartAsync(new TestCluster
        {
            DaemonSets = [.. own, new("calico-system", "calico-node", new TestContainer("calico-node", "calico/node:v3.30.3"))],
        });

        var run = await CollectRun.Of(server);

        Assert.Empty(run.Warnings);
        Assert.Equal(
            ("calico", "v3.30.3"), (run.Fields["cni-plugin"]!.GetValue<string>(), run.Fields["cni-version"]!.GetValue<string>()));
        Assert.Equal(["500", "500", "500"], server.Requests.To(DaemonSets).Select(request => request.Parameters["limit"]));
        Assert.Equal(3, server.Requests.All.Count(request => request.Path.Contains("daemonsets", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task DaemonSets_whose_token_expired_are_listed_again()
    {
        await using var server = await StartAsync();
        server.Override(request => request.Parameters.ContainsKey("continue"), Expired(token: null), times: 1);
        server.Override(DaemonSets, DaemonSetPage("next", "rke2-canal"), times: 1);
        server.Override(DaemonSets, DaemonSetPage("", "cilium"));

        Assert.Equal("cilium", (await CollectRun.Of(server)).Fields["cni-plugin"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_list_that_repeats_a_page_is_a_failed_read()
    {
        var time = new AutoAdvancingTime(requestSeconds: AutoAdvancingTime.RequestSeconds);
        await using var server = await StartAsync();
        server.Override(
            request => request.Path == Nodes && Passes(time),
            Answer.Json(200, """{"kind":"NodeList","metadata":{"continue":"again"},"items":[{}]}"""));

        var run = await CollectRun.Of(server, time);

        Assert.Contains("the list has no end", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Equal(-1, run.Fields["serverNodeCount"]!.GetValue<int>());
        Assert.Equal(2, server.Requests.To(Nodes).Count);
    }

    [Fact]
    public async Task A_token_that_expired_starts_the_list_again_and_counts_each_node_once()
    {
        await using var server = await StartAsync();
        server.Override(request => request.Parameters.ContainsKey("continue"), Expired(token: null), times: 1);

        await NodePages.AssertAllCountedOnceAsync(server);

        Assert.Equal(5, server.Requests.To(Nodes).Count);
    }

    [Fact]
    public async Task An_expiry_without_a_body_starts_the_list_again()
    {
        await using var server = await StartAsync();
        server.Override(request => request.Parameters.ContainsKey("continue"), Answer.Json(410, ""), times: 1);

        await NodePages.AssertAllCountedOnceAsync(server);
    }

    [Fact]
    public async Task The_inconsistent_continue_token_is_followed()
    {
        await using var server = await StartAsync();
        const string token = "offered";
        server.Override(request => request.Parameters.ContainsKey("continue"), Expired(token), times: 1);

        await NodePages.AssertAllCountedOnceAsync(server);

        Assert.Equal(4, server.Requests.To(Nodes).Count);
        Assert.Equal(token, server.Requests.To(Nodes)[2].Parameters["continue"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("dG9rZW4")]
    public async Task A_list_that_always_expires_is_a_failed_read(string? token)
    {
        await using var server = await StartAsync();
        server.Override(request => request.Parameters.ContainsKey("continue"), Expired(token));

        await NodePages.AssertUnknownAsync(server, "410");

        Assert.InRange(server.Requests.To(Nodes).Count, 3, 10);
    }

    [Fact]
    public async Task An_answer_that_broke_off_starts_the_list_again_and_counts_each_node_once()
    {
        await using var server = await StartAsync();
        server.Override(
            Nodes, Answer.Aborted("""{"kind":"NodeList","metadata":{},"items":[{"metadata":{"name":"x"}},{"metadata":{"na"""), times: 1);

        await NodePages.AssertAllCountedOnceAsync(server);
    }

    [Fact]
    public async Task A_later_page_that_broke_off_starts_the_list_again()
    {
        await using var server = await StartAsync();
        server.Override(request => request.Parameters.ContainsKey("continue"), Answer.Aborted("""{"items":[{},{},{}"""), times: 2);

        await NodePages.AssertAllCountedOnceAsync(server);
    }

    [Fact]
    public async Task An_answer_that_always_breaks_off_is_a_failed_read()
    {
        await using var server = await StartAsync();
        server.Override(Nodes, Answer.Aborted("""{"items":[{},{}"""));

        await NodePages.AssertUnknownAsync(server, "nodes");
    }

    [Fact]
    public async Task A_list_that_always_breaks_off_leaves_its_fields_unknown()
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Override("/apis/apps/v1/daemonsets", Answer.Aborted("""{"items":[{"metadata":{"name":"kube-flannel"}},{"""));

        Assert.Equal("unknown", (await CollectRun.Of(server)).Fields["cni-plugin"]!.GetValue<string>());
    }

    private static Answer DaemonSetPage(string next, string name) => Answer.Json(200, $$"""
        {"kind":"DaemonSetList","metadata":{"continue":"{{next}}"},
        "items":[{"metadata":{"name":"{{name}}","namespace":"kube-system"} }]}
        """);

    // Each page takes a second of the program's time.
    private static bool Passes(AutoAdvancingTime time)
    {
        time.Pass(1);
        return true;
    }

    private static Task<FakeApiServer> StartAsync() => FakeApiServer.StartAsync(new TestCluster());
}
