using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Collecting;

/// <summary>A list of nodes in three pages, however small: one server and five agents.</summary>
internal static class NodePages
{
    public const int Agents = 5;

    private const string Agent = """{"status":{"allocatable":{"cpu":"4","memory":"1Gi"}}}""";
    private const string Server =
        """{"metadata":{"labels":{"node-role.kubernetes.io/etcd":"true"}},"status":{"allocatable":{"cpu":"4","memory":"1Gi"}}}""";

    /// <summary>Answers what no override before has answered; a token that no page gave leads to the last page but one.</summary>
    public static void Serve(FakeApiServer server)
    {
        server.Override(IsPage(null), Page("p2", Server, Agent, Agent));
        server.Override(IsPage("p3"), Page(null, Agent));
        server.Override("/api/v1/nodes", Page("p3", Agent, Agent));
    }

    private static Func<ReceivedRequest, bool> IsPage(string? token) =>
        request => request.Path == "/api/v1/nodes" && request.Parameters.GetValueOrDefault("continue") == token;

    private static Answer Page(string? next, params string[] nodes) => Answer.Json(
        200, $$"""{"kind":"NodeList","metadata":{"continue":"{{next}}"},"items":[{{string.Join(',', nodes)}}]}""");
}
