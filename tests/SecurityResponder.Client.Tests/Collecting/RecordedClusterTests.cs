using System.Text.Json.Nodes;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Collecting;

/// <summary>Recorded answers of two real clusters and the expected reports.</summary>
public sealed class RecordedClusterTests
{
    private const string CanalNginxGpuRancher =
        """
        {
          "appVersion": "v1.36.2+rke2r1",
          "extraTagInfo": { "kubernetesVersion": "v1.36.2", "clusteruuid": "3f0d3a60-1366-411b-a640-8a886a6e8d0f" },
          "extraFieldInfo": {
            "mode": "recommended",
            "serverNodeCount": 3, "agentNodeCount": 3,
            "serverCPU": 12000, "agentCPU": 216000,
            "serverMemory": 50523724800, "agentMemory": 1201497821184,
            "operating-system": "linux", "os": "SUSE Linux Micro 6.1", "kernel": "6.4.0-35-default", "arch": "arm64",
            "node-info-consistent": false, "selinux": "enabled",
            "cni-plugin": "canal", "cni-version": "v3.32.1-build20260722",
            "ingress-controller": "rke2-ingress-nginx", "ingress-version": "v1.14.5-hardened2",
            "gpuNodeCount": 1, "gpu-vendor": "nvidia", "gpu-operator": "nvidia-gpu-operator", "gpu-operator-version": "v25.3.3",
            "rancher-managed": true, "rancher-role": "downstream", "rancher-prime": false,
            "rancher-version": "v2.12.1", "rancher-install-uuid": "3b9a4d5e-6c1f-4f0e-9a2b-7d8e5f1c2a43",
            "ip-stack": "ipv4-only"
          }
        }
        """;

    private const string CiliumTraefik =
        """
        {
          "appVersion": "v1.36.2+rke2r1",
          "extraTagInfo": { "kubernetesVersion": "v1.36.2", "clusteruuid": "3f0d3a60-1366-411b-a640-8a886a6e8d0f" },
          "extraFieldInfo": {
            "mode": "recommended",
            "serverNodeCount": 3, "agentNodeCount": 2,
            "serverCPU": 12000, "agentCPU": 24000,
            "serverMemory": 50523724800, "agentMemory": 102309013504,
            "operating-system": "linux", "os": "SUSE Linux Micro 6.1", "kernel": "6.4.0-35-default", "arch": "arm64",
            "node-info-consistent": false, "selinux": "enabled",
            "cni-plugin": "cilium", "cni-version": "v1.19.6",
            "ingress-controller": "traefik", "ingress-version": "v3.7.8-build20260717",
            "gpuNodeCount": 0,
            "rancher-managed": false, "rancher-role": "none", "rancher-prime": false,
            "ip-stack": "ipv4-only"
          }
        }
        """;

    [Theory]
    [InlineData("canal-nginx-gpu-rancher", CanalNginxGpuRancher)]
    [InlineData("cilium-traefik", CiliumTraefik)]
    public async Task The_payload_is_the_expected_one_field_by_field(string cluster, string expected)
    {
        await using var server = await FakeApiServer.StartRecordedAsync(Recordings.Cluster(cluster));

        var run = await CollectRun.Of(server);

        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), run.Payload.ToJsonString());
        Assert.Equal(2, server.Requests.To("/api/v1/nodes").Count);
    }

    [Theory]
    [InlineData("canal-nginx-gpu-rancher")]
    [InlineData("cilium-traefik")]
    public async Task Nothing_is_warned_about(string cluster)
    {
        await using var server = await FakeApiServer.StartRecordedAsync(Recordings.Cluster(cluster));

        Assert.Empty((await CollectRun.Of(server)).Warnings);
    }

    [Fact]
    public async Task A_recorded_list_of_all_DaemonSets_and_of_Deployments_is_read()
    {
        var folder = Recordings.Cluster("reads");
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Override("/apis/apps/v1/daemonsets", Answer.FromHttpFile(Path.Combine(folder, "daemonsets-of-all-namespaces.http")));
        server.Override(
            "/apis/apps/v1/namespaces/kube-system/deployments", Answer.FromHttpFile(Path.Combine(folder, "deployments-kube-system.http")));
        server.Override(
            "/apis/apps/v1/namespaces/cattle-system/deployments/rancher",
            Answer.FromHttpFile(Path.Combine(folder, "deployment-rancher-absent.http")));

        var run = await CollectRun.Of(server);

        Assert.Empty(run.Warnings);
        Assert.Equal("canal", run.Fields["cni-plugin"]!.GetValue<string>());
        Assert.Equal("nvidia-gpu-operator", run.Fields["gpu-operator"]!.GetValue<string>());
        Assert.Equal("none", run.Fields["rancher-role"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("helmchart-prime.http", true, 0)]
    [InlineData("helmchart-group-absent.http", false, 0)]
    [InlineData("helmchart-forbidden.http", false, 1)]
    public async Task A_recorded_HelmChart_says_whether_it_is_Prime(string file, bool isPrime, int warnings)
    {
        await using var server = await FakeApiServer.StartAsync(new TestCluster());
        server.Override(
            "/apis/helm.cattle.io/v1/namespaces/kube-system/helmcharts/rke2-security-responder",
            Answer.FromHttpFile(Path.Combine(Recordings.Cluster("reads"), file)));

        var run = await CollectRun.Of(server);

        Assert.Equal(isPrime, run.Fields["rancher-prime"]!.GetValue<bool>());
        Assert.Equal(warnings, run.Warnings.Count);
    }
}
