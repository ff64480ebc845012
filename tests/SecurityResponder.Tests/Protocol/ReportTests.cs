using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using SecurityResponder.Clusters;
using SecurityResponder.Components;
using SecurityResponder.Protocol;

namespace SecurityResponder.Tests.Protocol;

public sealed class ReportTests
{
    private static readonly Cluster Full = new()
    {
        Version = "v1.32.2+rke2r1",
        Id = "53741f60-f208-48fc-ae81-8a969510a598",
        Nodes = new()
        {
            Servers = new(3, 12000, 25769803776),
            Agents = new(2, 8000, 17179869184),
            System = new("linux", "SLE Micro 6.1", "6.4.0-150600.23.47-default", "amd64"),
            IsConsistent = true,
            HasWindows = false,
            GpuNodes = 2,
            GpuVendor = "nvidia",
        },
        Selinux = Selinux.Enabled,
        Cni = new("cilium", "v1.16.5"),
        Ingress = new("rke2-ingress-nginx", "v1.12.1"),
        SecondIngress = new("traefik", "v3.7.8"),
        GpuOperator = new("nvidia-gpu-operator", "v25.10.1"),
        IsRancherManaged = true,
        RancherRole = RancherRole.Downstream,
        IsPrime = false,
        RancherVersion = "v2.9.3",
        RancherInstallId = "53741f60-f208-48fc-ae81-8a969510a598",
        IpFamilies = IpFamilies.DualStack,
    };

    private static readonly Cluster Bare = new() { Version = "v1.35.7+rke2r1", Id = "an-id" };

    [Fact]
    public void A_cluster_that_is_known_in_full_fills_every_field() => Assert.Equal(
        OneLine(
            """
            {"appVersion":"v1.32.2+rke2r1","extraTagInfo":{"kubernetesVersion":"v1.32.2",
            "clusteruuid":"53741f60-f208-48fc-ae81-8a969510a598"},
            "extraFieldInfo":{"mode":"recommended","serverNodeCount":3,"agentNodeCount":2,"serverCPU":12000,"agentCPU":8000,
            "serverMemory":25769803776,"agentMemory":17179869184,"operating-system":"linux","os":"SLE Micro 6.1",
            "kernel":"6.4.0-150600.23.47-default",
            "arch":"amd64","node-info-consistent":true,"selinux":"enabled","cni-plugin":"cilium","cni-version":"v1.16.5",
            "ingress-controller":"rke2-ingress-nginx","ingress-version":"v1.12.1","gpuNodeCount":2,"gpu-vendor":"nvidia",
            "gpu-operator":"nvidia-gpu-operator","gpu-operator-version":"v25.10.1","rancher-managed":true,
            "rancher-role":"downstream","rancher-prime":false,"rancher-version":"v2.9.3",
            "rancher-install-uuid":"53741f60-f208-48fc-ae81-8a969510a598","ip-stack":"dual-stack"}}
            """),
        Json(Full));

    [Fact]
    public void An_empty_word_is_unknown()
    {
        var fields = JsonNode.Parse(Json(Full with { Nodes = Full.Nodes! with { System = new("", "", "", "") } }))!["extraFieldInfo"]!;

        Assert.All(["operating-system", "os", "kernel", "arch"], name => Assert.Equal("unknown", (string?)fields[name]));
    }

    [Fact]
    public void Minimal_mode_sends_no_counts_no_sizes_no_version_and_no_id_of_Rancher()
    {
        var (recommended, minimal) = (Fields(Full), Fields(Full, ReportMode.Minimal));

        string[] numbers = ["serverNodeCount", "agentNodeCount", "serverCPU", "agentCPU", "serverMemory", "agentMemory", "gpuNodeCount"];
        Assert.All(numbers, name => Assert.Equal("-1", minimal[name]!.ToJsonString()));
        Assert.Equal("", minimal["rancher-version"]!.GetValue<string>());
        Assert.Equal("", minimal["rancher-install-uuid"]!.GetValue<string>());
        Assert.Equal("minimal", minimal["mode"]!.GetValue<string>());
        string[] changed = [.. numbers, "rancher-version", "rancher-install-uuid", "mode"];
        Assert.Equal(recommended.Select(field => field.Key), minimal.Select(field => field.Key));
        Assert.All(recommended.Where(field => !changed.Contains(field.Key)),
            field => Assert.Equal(field.Value!.ToJsonString(), minimal[field.Key]!.ToJsonString()));
    }

    [Fact]
    public void What_is_unknown_is_minus_one_or_the_word_unknown_or_left_out() => Assert.Equal(
        OneLine(
            """
            {"appVersion":"v1.35.7+rke2r1","extraTagInfo":{"kubernetesVersion":"v1.35.7","clusteruuid":"an-id"},
            "extraFieldInfo":{"mode":"recommended",
            "serverNodeCount":-1,"agentNodeCount":-1,"serverCPU":-1,"agentCPU":-1,"serverMemory":-1,"agentMemory":-1,
            "operating-system":"unknown",
            "os":"unknown","kernel":"unknown","arch":"unknown","selinux":"unknown","cni-plugin":"unknown","ingress-controller":"unknown",
            "gpuNodeCount":-1,"rancher-role":"unknown","ip-stack":"unknown"}}
            """),
        Json(Bare));

    [Fact]
    public void Nodes_that_say_nothing_of_their_system_run_an_unknown_one()
    {
        var fields = Fields(Full with { Nodes = Full.Nodes! with { System = null, IsConsistent = false } });

        string[] system = ["operating-system", "os", "kernel", "arch"];
        Assert.All(system, name => Assert.Equal("unknown", fields[name]!.GetValue<string>()));
        Assert.False(fields["node-info-consistent"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData(Selinux.Enabled, "enabled")]
    [InlineData(Selinux.Disabled, "disabled")]
    [InlineData(Selinux.Mixed, "mixed")]
    [InlineData(null, "unknown")]
    public void Selinux_is_a_word(Selinux? selinux, string word) =>
        Assert.Equal(word, Fields(Bare with { Selinux = selinux })["selinux"]!.GetValue<string>());

    [Theory]
    [InlineData(IpFamilies.Ipv4Only, "ipv4-only")]
    [InlineData(IpFamilies.Ipv6Only, "ipv6-only")]
    [InlineData(IpFamilies.DualStack, "dual-stack")]
    [InlineData(null, "unknown")]
    public void The_stack_is_a_word(IpFamilies? families, string word) =>
        Assert.Equal(word, Fields(Bare with { IpFamilies = families })["ip-stack"]!.GetValue<string>());

    [Theory]
    [InlineData(RancherRole.Server, "server")]
    [InlineData(RancherRole.Downstream, "downstream")]
    [InlineData(RancherRole.None, "none")]
    [InlineData(null, "unknown")]
    public void The_role_of_Rancher_is_a_word(RancherRole? role, string word) =>
        Assert.Equal(word, Fields(Bare with { RancherRole = role })["rancher-role"]!.GetValue<string>());

    [Fact]
    public void What_only_the_advice_needs_is_never_reported() => Assert.Equal(Json(Full), Json(Full with
    {
        NodeVersions = new() { Kubelets = [new("v1.2.3+rke2r1", 1, 2)], WindowsNodes = 1 },
        Workloads = new([new(Component.CoreDns, "registry.example/acme/coredns:v1", "apps", "dns")], true, true),
    }));

    [Fact]
    public void No_ingress_controller_is_none_and_a_cluster_that_Rancher_does_not_manage_says_so()
    {
        var fields = Fields(Bare with { Ingress = Software.None, IsRancherManaged = false });

        Assert.Equal("none", fields["ingress-controller"]!.GetValue<string>());
        Assert.False(fields["rancher-managed"]!.GetValue<bool>());
        Assert.DoesNotContain("ingress-version", fields.Select(field => field.Key));
    }

    [Fact]
    public void A_development_build_says_so_and_a_release_says_nothing()
    {
        Assert.True(Fields(Bare, isDevelopment: true)["dev"]!.GetValue<bool>());
        Assert.False(Fields(Bare).ContainsKey("dev"));
    }

    [Fact]
    public void The_payload_for_people_says_the_same() => Assert.Equal(
        Json(Full), JsonNode.Parse(Report.ToJson(new(Full, ReportMode.Recommended, false), indented: true).Span)!.ToJsonString(
            new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

    [Fact]
    public void Any_text_in_a_cluster_leaves_valid_and_bounded_JSON() => Gen.Select(Gen.String, Gen.Int[0, 300]).Sample((text, repeat) =>
    {
        var word = string.Concat(Enumerable.Repeat(text, repeat)) + "\ud83d\ude00" + new string('x', 255) + "😀";
        var software = new Software(word, word);
        var hostile = Full with
        {
            Version = word,
            Id = word,
            Cni = software,
            Ingress = software,
            GpuOperator = software,
            RancherVersion = word,
            RancherInstallId = word,
            Nodes = Full.Nodes! with { System = new(word, word, word, word), GpuVendor = word },
        };
        var json = Report.ToJson(new(hostile, ReportMode.Recommended, true));
        using var parsed = JsonDocument.Parse(json);
        Assert.True(json.Length < 64 << 10, $"{json.Length} bytes");
        Assert.All(parsed.RootElement.GetProperty("extraFieldInfo").EnumerateObject(),
            field => Assert.True(field.Value.ToString().Length <= 256));
    });

    private static string OneLine(string json) => json.ReplaceLineEndings("");

    private static string Json(Cluster cluster) => Encoding.UTF8.GetString(Report.ToJson(new(cluster, ReportMode.Recommended, false)).Span);

    private static JsonObject Fields(Cluster cluster, ReportMode mode = ReportMode.Recommended, bool isDevelopment = false) =>
        JsonNode.Parse(Report.ToJson(new(cluster, mode, isDevelopment)).Span)!["extraFieldInfo"]!.AsObject();
}
