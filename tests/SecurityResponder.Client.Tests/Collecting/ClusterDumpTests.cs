using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Collecting;

public sealed class ClusterDumpTests
{
    private const string Version = "Client Version: v1.34.5\nServer Version: v1.34.5+rke2r1\n";

    private const string List =
        """
        { "apiVersion": "v1", "kind": "List", "items": [
          { "kind": "Namespace", "metadata": { "name": "kube-system", "uid": "2d9b4d0f-15f0-470f-9bcd-bdb35c38b1a0" } },
          { "kind": "DaemonSet", "metadata": { "name": "rke2-canal", "namespace": "kube-system" } },
          { "kind": "DaemonSet", "metadata": { "name": "cilium", "namespace": "somewhere-else" } },
          { "kind": "Node", "metadata": { "name": "a" }, "status": { "allocatable": { "cpu": "4", "memory": "1Gi" } } },
          { "kind": "Service", "metadata": { "name": "kubernetes", "namespace": "default" }, "spec": { "ipFamilies": ["IPv6"] } } ] }
        """;

    private const string SamplePayload =
        """
        {
          "appVersion": "v1.34.5+rke2r1",
          "extraTagInfo": { "kubernetesVersion": "v1.34.5", "clusteruuid": "92989ea2-cdd4-4dd4-85b9-ef35a7eeb090" },
          "extraFieldInfo": {
            "mode": "recommended", "serverNodeCount": 3, "agentNodeCount": 2, "serverCPU": 11760, "agentCPU": 24000,
            "serverMemory": 48721035264, "agentMemory": 167772160000,
            "operating-system": "linux", "os": "SUSE Linux Micro 6.1", "kernel": "6.4.0-39-default", "arch": "amd64",
            "node-info-consistent": true, "selinux": "enabled", "cni-plugin": "canal", "cni-version": "v3.31.3-build20260205",
            "ingress-controller": "rke2-ingress-nginx", "ingress-version": "v1.14.3-hardened3",
            "gpuNodeCount": 1, "gpu-vendor": "nvidia", "gpu-operator": "nvidia-gpu-operator", "gpu-operator-version": "v0.18.1",
            "rancher-managed": false, "rancher-role": "none", "rancher-prime": false, "ip-stack": "ipv4-only"
          }
        }
        """;

    [Fact]
    public async Task The_shipped_sample_gives_the_expected_payload()
    {
        var run = await CollectRun.Of(["--cluster-dump", Path.Combine(Here(), "../../../samples/cluster-dump.txt")]);

        Assert.Equal(JsonNode.Parse(SamplePayload)!.ToJsonString(), run.Payload.ToJsonString());
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public async Task A_dump_without_daemonsets_leaves_their_fields_unknown()
    {
        var run = await CollectRun.OfDump(
            """
            { "kind": "Namespace", "metadata": { "name": "kube-system", "uid": "2d9b4d0f-15f0-470f-9bcd-bdb35c38b1a0" } }

            """ + Version);

        Assert.Equal(
            ("unknown", "unknown"), (run.Fields["cni-plugin"]!.GetValue<string>(), run.Fields["ingress-controller"]!.GetValue<string>()));
        Assert.Null(run.Fields["rancher-managed"]);
        Assert.Null(run.Fields["rancher-prime"]);
        Assert.Contains(run.Warnings, line => line.Contains("resource=daemonsets", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dump_with_DaemonSets_of_the_users_own_namespace_only_is_not_a_complete_list()
    {
        var run = await CollectRun.OfDump(
            """
            { "items": [
              { "kind": "Namespace", "metadata": { "name": "kube-system", "uid": "2d9b4d0f-15f0-470f-9bcd-bdb35c38b1a0" } },
              { "kind": "DaemonSet", "metadata": { "name": "cilium-exporter", "namespace": "monitoring" } } ] }

            """ + Version);

        Assert.Equal("unknown", run.Fields["cni-plugin"]!.GetValue<string>());
        Assert.Equal("unknown", run.Fields["ingress-controller"]!.GetValue<string>());
        Assert.Equal("unknown", run.Fields["rancher-role"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(List + "\n" + Version)]
    [InlineData(Version + List)]
    [InlineData("\uFEFF" + List + "\n" + Version)]
    [InlineData(List + "\nServer Version: version.Info{Major:\"1\", GitVersion:\"v1.34.5+rke2r1\", GitCommit:\"x\"}")]
    [InlineData(List + """{ "clientVersion": { "gitVersion": "v1.2.3" }, "serverVersion": { "gitVersion": "v1.34.5+rke2r1" } }""")]
    public async Task The_parts_of_a_dump_can_have_any_order_and_the_version_any_form(string dump)
    {
        foreach (var text in new[] { dump.ReplaceLineEndings("\n"), dump.ReplaceLineEndings("\r\n") })
        {
            var run = await CollectRun.OfDump(text);

            Assert.Equal("v1.34.5+rke2r1", run.Payload["appVersion"]!.GetValue<string>());
            Assert.Equal("canal", run.Fields["cni-plugin"]!.GetValue<string>());
            Assert.Equal(1, run.Fields["agentNodeCount"]!.GetValue<int>());
            Assert.Equal("ipv6-only", run.Fields["ip-stack"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData(List, "kubectl version")]
    [InlineData(Version, "namespace kube-system")]
    [InlineData("", "kubectl version")]
    [InlineData(Version + """{ "kind": "List", "items": [ { "kind": "Node" """, "byte")]
    [InlineData(Version + "{ \"kind\": List }", "byte")]
    public async Task A_dump_without_essential_resources_gives_no_report(string dump, string word)
    {
        var run = await CollectRun.OfDump(dump);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(word, run.Log, StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task A_dump_without_nodes_leaves_their_fields_unknown()
    {
        var run = await CollectRun.OfDump(
            Version + """
                { "items": [ { "kind": "Namespace",
                  "metadata": { "name": "kube-system", "uid": "2d9b4d0f-15f0-470f-9bcd-bdb35c38b1a0" } } ] }
                """);

        Assert.Equal(-1, run.Fields["serverNodeCount"]!.GetValue<int>());
        Assert.Contains(run.Warnings, line => line.Contains("nodes", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_dump_can_be_read_from_standard_input()
    {
        var text = await File.ReadAllTextAsync(ClientRun.Dump, TestContext.Current.CancellationToken);

        var run = await ClientProcess.WithInputAsync(text, "--cluster-dump", "-", "--debug");
        var broken = await ClientProcess.WithInputAsync(text[..1000], "--cluster-dump", "-", "--debug");

        Assert.Equal(
            JsonNode.Parse(SamplePayload)!.ToJsonString(), new CollectRun(run.ExitCode, run.Output, run.Error).Payload.ToJsonString());
        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("the cluster dump is broken (at line", broken.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_truncated_dump_is_rejected()
    {
        var text = await File.ReadAllTextAsync(ClientRun.Dump, TestContext.Current.CancellationToken);
        for (var length = 0; length < text.Length; length += 997)
        {
            var run = await CollectRun.OfDump(text[..length]);

            Assert.Equal(1, run.ExitCode);
            Assert.Contains("msg=\"no report\"", run.Lines[^1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_dump_gives_the_same_payload_as_the_cluster_itself()
    {
        var nodes = Enumerable.Range(0, 50).Select(i => i % 7 == 0
            ? TestNode.Server($"n-{i}")
            : TestNode.Agent($"n-{i}") with { Cpu = $"{i}500m", PodCidrs = ["10.42.0.0/24", "fd00::/64"] });
        await using var server = await FakeApiServer.StartAsync(Clusters.Full with { Nodes = [.. nodes] });

        var dump = await CollectRun.OfDump(await Kubectl.DumpAsync(server));

        Assert.Empty(dump.Warnings);
        Assert.Equal((await CollectRun.Of(server)).Payload.ToJsonString(), dump.Payload.ToJsonString());
        Assert.Equal((8, 42), (dump.Fields["serverNodeCount"]!.GetValue<int>(), dump.Fields["agentNodeCount"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_slow_dump_is_read_to_its_end()
    {
        using var folder = new TestFolder();

        var run = await CollectRun.Of(["--cluster-dump", folder.Write("dump.txt", Version + List)], new ExpiredTime());

        Assert.Equal(1, run.Fields["agentNodeCount"]!.GetValue<int>());
    }

    // Linux lets anyone open its own memory and answers a read at address 0 with an I/O error.
    [Fact]
    public async Task A_dump_that_cannot_be_read_to_its_end_is_no_report()
    {
        var run = await CollectRun.Of(["--cluster-dump", "/proc/self/mem"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("msg=\"no report\"", run.Log, StringComparison.Ordinal);
        Assert.Contains("cannot be read to its end", run.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_bad_setting() =>
        Assert.Equal(2, (await CollectRun.Of(["--cluster-dump", "/nowhere/dump.txt"])).ExitCode);

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
