using System.Text.Json.Nodes;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Collecting;

/// <summary>A failed read leaves its own fields unknown and logs one warning.</summary>
public sealed class FailedReadTests
{
    private const string Nodes = "/api/v1/nodes";
    private const string Rancher = "/apis/apps/v1/namespaces/cattle-system/deployments/rancher";
    private const string Agent = "/apis/apps/v1/namespaces/cattle-system/deployments/cattle-cluster-agent";
    private const string Chart = "/apis/helm.cattle.io/v1/namespaces/kube-system/helmcharts/rke2-security-responder";

    // Path, its name in the log, the fields that become unknown ("x" unknown, "x#" -1, "x-" left out).
    private static readonly string[][] Optional =
    [
        [
            Nodes,
            "nodes",
            "serverNodeCount# agentNodeCount# serverCPU# agentCPU# serverMemory# agentMemory# operating-system os kernel arch "
                + "node-info-consistent- selinux gpuNodeCount# gpu-vendor-",
        ],
        [
            "/apis/apps/v1/daemonsets",
            "daemonsets",
            "cni-plugin cni-version- ingress-controller ingress-version- gpu-operator- gpu-operator-version-",
        ],
        ["/apis/apps/v1/namespaces/kube-system/deployments", "deployments in kube-system", ""],
        ["/apis/networking.k8s.io/v1/ingressclasses", "ingressclasses", ""],
        [Rancher, "deployment cattle-system/rancher", "rancher-role"],
        [
            Agent,
            "deployment cattle-system/cattle-cluster-agent",
            "rancher-managed- rancher-role rancher-version- rancher-install-uuid-",
        ],
        [Chart, "helmchart kube-system/rke2-security-responder", ""],
        ["/api/v1/namespaces/default/services/kubernetes", "service default/kubernetes", "ip-stack"],
    ];

    private static readonly (int Status, string Reason)[] ErrorStatuses =
    [
        (403, "403 Forbidden"),
        (429, "429 TooManyRequests"),
        (500, "500 InternalServerError"),
        (503, "503 ServiceUnavailable"),
        (301, "301 MovedPermanently"),
    ];

    public static TheoryData<string, string, string> OptionalReads => new(Optional.Select(read => (read[0], read[1], read[2])));

    [Theory]
    [MemberData(nameof(OptionalReads))]
    public async Task A_failed_optional_read_leaves_only_its_own_fields_unknown(string path, string name, string fields)
    {
        var before = await PayloadAsync();
        foreach (var (status, reason) in ErrorStatuses)
        {
            await using var server = await FakeApiServer.StartAsync(Clusters.Full);
            server.Override(path, Answer.Status(status, "Reason", "a message for people"));

            AssertLost(before, await CollectRun.Of(server), fields, name, reason);
        }
    }

    [Theory]
    [MemberData(nameof(OptionalReads))]
    public async Task Every_recorded_error_leaves_only_its_own_fields_unknown(string path, string name, string fields)
    {
        Recordings.SkipWithoutErrors();
        var before = await PayloadAsync();
        foreach (var file in Recordings.ErrorFiles)
        {
            var status = Path.GetFileName(file)[..3];
            var isAbsence = status == "404" && path is Rancher or Agent or Chart;
            if (isAbsence)
            {
                continue;
            }

            await using var server = await FakeApiServer.StartAsync(Clusters.Full);
            server.Override(path, Answer.FromHttpFile(file));

            AssertLost(before, await CollectRun.Of(server), fields, name, status);
        }
    }

    [Fact]
    public async Task Recorded_errors_of_later_pages_fail_or_restart_the_list_of_nodes()
    {
        Recordings.SkipWithoutErrors();
        foreach (var file in Recordings.ErrorFiles)
        {
            await using var server = await FakeApiServer.StartAsync(new TestCluster());
            server.Override(request => request.Parameters.ContainsKey("continue"), Answer.FromHttpFile(file), times: 1);
            NodePages.Serve(server);

            var run = await CollectRun.Of(server);

            // 410 offers a token, which is followed.
            var isExpired = Path.GetFileName(file).StartsWith("410", StringComparison.Ordinal);
            Assert.Equal(isExpired ? 0 : 1, run.Warnings.Count);
            Assert.Equal(isExpired ? 1 : -1, run.Fields["serverNodeCount"]!.GetValue<int>());
        }
    }

    [Theory]
    [InlineData("cattle-system")]
    [InlineData("apps")]
    public async Task A_cluster_without_Rancher_and_without_the_HelmChart_is_no_failure(string inNamespace)
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster { Namespaces = [inNamespace] });

        var run = await CollectRun.Of(server);

        Assert.Equal(
            (false, "none", false),
            (run.Fields["rancher-managed"]!.GetValue<bool>(), run.Fields["rancher-role"]!.GetValue<string>(),
                run.Fields["rancher-prime"]!.GetValue<bool>()));
        Assert.Empty(run.Warnings);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"portal":"please log in","metadata":{"name":"login"}}""")]
    public async Task An_answer_that_is_not_the_Deployment_does_not_look_like_Rancher(string body)
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Override(Rancher, Answer.Json(200, body));

        var run = await CollectRun.Of(server);

        Assert.Equal("unknown", run.Fields["rancher-role"]!.GetValue<string>());
        Assert.Null(run.Fields["rancher-managed"]);
    }

    [Fact]
    public async Task A_second_ingress_controller_is_logged_and_not_reported()
    {
        await using var server = await FakeApiServer.StartAsync(Clusters.Full with
        {
            Deployments =
            [
                .. Clusters.Full.Deployments,
                new("kube-system", "rke2-traefik", new TestContainer("traefik", "rancher/hardened-traefik:v3.6.7")),
            ],
        });

        var run = await CollectRun.Of(server);

        Assert.Equal("rke2-ingress-nginx", run.Fields["ingress-controller"]!.GetValue<string>());
        Assert.Equal("v1.12.1", run.Fields["ingress-version"]!.GetValue<string>());
        var line = Assert.Single(run.Lines, line => line.Contains("two ingress controllers run", StringComparison.Ordinal));
        Assert.Contains("level=info", line, StringComparison.Ordinal);
        Assert.Contains("other=traefik otherVersion=v3.6.7", line, StringComparison.Ordinal);
        Assert.DoesNotContain("traefik", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cluster_without_nodes_is_reported_as_having_none()
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster { Nodes = [] });

        var run = await CollectRun.Of(server);

        Assert.Empty(run.Warnings);
        Assert.All(
            ["serverNodeCount", "agentNodeCount", "serverCPU", "agentMemory", "gpuNodeCount"],
            field => Assert.Equal(0, run.Fields[field]!.GetValue<int>()));
        Assert.All(["os", "kernel", "selinux"], field => Assert.Equal("unknown", run.Fields[field]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("5")]
    [InlineData("""{"kind":"Status","status":"Success"}""")]
    [InlineData("""{"portal":"please log in","items":[]}""")]
    public async Task An_answer_that_is_not_a_list_is_a_failed_read(string body)
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Override(Nodes, Answer.Json(200, body));

        var run = await CollectRun.Of(server);

        Assert.Contains("not a list", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Equal(-1, run.Fields["serverNodeCount"]!.GetValue<int>());
    }

    private static async Task<JsonObject> PayloadAsync()
    {
        await using var server = await FakeApiServer.StartAsync(Clusters.Full);
        var run = await CollectRun.Of(server);
        Assert.Empty(run.Warnings);
        Assert.DoesNotContain("unknown", run.Output, StringComparison.Ordinal);
        return run.Payload;
    }

    private static void AssertLost(JsonObject before, CollectRun run, string fields, string name, string reason)
    {
        var expected = before.DeepClone().AsObject();
        var info = expected["extraFieldInfo"]!.AsObject();
        foreach (var field in fields.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (field[^1] == '-')
            {
                Assert.True(info.Remove(field[..^1]));
            }
            else if (field[^1] == '#')
            {
                info[field[..^1]] = -1;
            }
            else
            {
                info[field] = "unknown";
            }
        }

        Assert.Equal(expected.ToJsonString(), run.Payload.ToJsonString());
        var warning = Assert.Single(run.Warnings);
        Assert.Contains(name, warning, StringComparison.Ordinal);
        Assert.Contains(reason, warning, StringComparison.Ordinal);
        Assert.DoesNotContain("a message for people", run.Log, StringComparison.Ordinal);
    }
}
