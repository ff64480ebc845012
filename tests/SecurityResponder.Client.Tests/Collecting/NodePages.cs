using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Collecting;

/// <summary>A list of nodes in three pages: one server and five agents.</summary>
internal static class NodePages
{
    public const int Agents = 5;

    private const string Agent = """{"status":{"allocatable":{"cpu":"4","memory":"1Gi"}}}""";
    private const string Server =
        """{"metadata":{"labels":{"node-role.kubernetes.io/etcd":"true"}},"status":{"allocatable":{"cpu":"4","memory":"1Gi"}}}""";

    /// <summary>Serves the pages; an unknown token returns the last page but one.</summary>
    public static void Serve(FakeApiServer server)
    {
        server.Override(IsPage(null), Page("p2", Server, Agent, Agent));
        server.Override(IsPage("p3"), Page(null, Agent));
        server.Override("/api/v1/nodes", Page("p3", Agent, Agent));
    }

    /// <summary>Serves the pages and checks that each node is counted once.</summary>
    public static async Task AssertAllCountedOnceAsync(FakeApiServer server, NoWaitTime? time = null)
    {
        Serve(server);
        var run = await CollectRun.Of(server, time);
        Assert.Empty(run.Warnings);
        Assert.Equal(
            (1, Agents), (run.Fields["serverNodeCount"]!.GetValue<int>(), run.Fields["agentNodeCount"]!.GetValue<int>()));
        Assert.Equal(Agents * 4000L, run.Fields["agentCPU"]!.GetValue<long>());
    }

    /// <summary>Serves the pages and checks that the nodes are unknown, with one warning.</summary>
    public static async Task AssertUnknownAsync(FakeApiServer server, string reason, NoWaitTime? time = null)
    {
        Serve(server);
        var run = await CollectRun.Of(server, time);
        Assert.Contains(reason, Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Equal(-1, run.Fields["serverNodeCount"]!.GetValue<int>());
    }

    private static Func<ReceivedRequest, bool> IsPage(string? token) =>
        request => request.Path == "/api/v1/nodes" && request.Parameters.GetValueOrDefault("continue") == token;

    private static Answer Page(string? next, params string[] nodes) => Answer.Json(
        200, $$"""{"kind":"NodeList","metadata":{"continue":"{{next}}"},"items":[{{string.Join(',', nodes)}}]}""");
}
