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
            "rancher-managed": true, "rancher-version": "v2.12.1", "rancher-install-uuid": "3b9a4d5e-6c1f-4f0e-9a2b-7d8e5f1c2a43",
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
            "rancher-managed": true,
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

    [Fact]
    public async Task Only_missing_channels_are_warned_about()
    {
        await using var canal = await FakeApiServer.StartRecordedAsync(Recordings.Cluster("canal-nginx-gpu-rancher"));
        await using var cilium = await FakeApiServer.StartRecordedAsync(Recordings.Cluster("cilium-traefik"));

        Assert.Empty((await CollectRun.Of(canal)).Warnings);
        Assert.Contains(
            "resource=\"deployment cattle-system/cattle-cluster-agent\" reason=\"404 NotFound\"",
            Assert.Single((await CollectRun.Of(cilium)).Warnings));
    }
}
