using System.Text.Json.Nodes;
using SecurityResponder.Bench;
using SecurityResponder.Fakes;

namespace SecurityResponder.Aot.Tests;

/// <summary>What one run of the client meets: a cluster and a responder, each over TLS with an authority of its own.</summary>
internal sealed class TestEnvironment : IAsyncDisposable
{
    /// <summary>Servers among the generated nodes; the rest are agents.</summary>
    public const int Servers = 3;

    private TestEnvironment(FakeApiServer cluster, FakeResponder responder) => (Cluster, Responder) = (cluster, responder);

    public FakeApiServer Cluster { get; }

    public FakeResponder Responder { get; }

    /// <summary>The same endpoint under a name that must be looked up.</summary>
    public string EndpointByName => $"https://localhost:{Responder.Port}/v1/check";

    /// <summary>The one report that the responder received.</summary>
    public JsonNode Report => JsonNode.Parse(Assert.Single(Responder.Requests.All).Body.Span)!;

    /// <param name="nodes">How many nodes of about 19 KB the cluster has.</param>
    /// <param name="answer">The responder's answer; null for one of the size that the public service sends.</param>
    public static async Task<TestEnvironment> StartAsync(int nodes, string? answer = null)
    {
        FakeApiServer cluster = await FakeApiServer.StartAsync(GeneratedCluster.Of(nodes, versions: 1));
        return new TestEnvironment(cluster, await FakeResponder.StartAsync([Answer.Json(200, answer ?? GeneratedAnswer.Text())]));
    }

    /// <summary>The variables of a pod of this cluster.</summary>
    public IReadOnlyDictionary<string, string> Variables => Cluster.PodVariables();

    /// <summary>The flags of a run that reports to this responder.</summary>
    public string[] Arguments => ["--endpoint", Responder.Endpoint.AbsoluteUri, "--ca-file", Responder.CaFile];

    /// <summary>Fails unless the report tells of so many nodes.</summary>
    public void AssertReportCounts(int nodes)
    {
        Assert.Equal(Servers, Report["extraFieldInfo"]!["serverNodeCount"]!.GetValue<int>());
        Assert.Equal(nodes - Servers, Report["extraFieldInfo"]!["agentNodeCount"]!.GetValue<int>());
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await Responder.DisposeAsync();
    }
}
