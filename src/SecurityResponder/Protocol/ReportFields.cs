using SecurityResponder.Clusters;
using static SecurityResponder.Protocol.FieldLocation;

namespace SecurityResponder.Protocol;

/// <summary>The definitions behind <see cref="ReportField.All"/>.</summary>
internal static class ReportFields
{
    private const string FirstNode = "the first Node that has an `osImage`";
    private static readonly string Version = Titles(ClusterResource.Version);
    private static readonly string NodeList = "all " + Titles(ClusterResource.Nodes);
    private static readonly string DaemonSets = "all " + Titles(ClusterResource.DaemonSets);
    private static readonly string Workloads = DaemonSets + ", " + Titles(ClusterResource.KubeSystemDeployments);
    private static readonly string IngressClasses = Titles(ClusterResource.IngressClasses);
    private static readonly string RancherAgent = Titles(ClusterResource.RancherAgent);
    private static readonly string Rancher = Titles(ClusterResource.RancherServer, ClusterResource.RancherAgent);

    // On the wire an unknown number is -1 and an unknown word is "unknown".
    private const long UnknownNumber = -1;
    private const string Unknown = "unknown";

    public static readonly ReportField[] All =
    [
        new("appVersion", Top, Version, "`gitVersion` as given.", "\"v1.32.2+rke2r1\"", s => s.Cluster.Version),
        new("kubernetesVersion", Tag, Version, "The same without build metadata.", "\"v1.32.2\"", s => s.Cluster.Version.Split('+')[0]),
        new("clusteruuid", Tag, Titles(ClusterResource.KubeSystemNamespace), "Its UID: random, made when the cluster was.",
            "\"53741f60-f208-48fc-ae81-8a969510a598\"", s => s.Cluster.Id),

        new("mode", Field, "configuration", "`recommended` or `minimal`.", "\"recommended\"",
            s => s.Mode == ReportMode.Minimal ? "minimal" : "recommended"),
        Number("serverNodeCount", "Nodes with a role label `control-plane`, `master` or `etcd`.", "3", n => n.Servers.Count),
        Number("agentNodeCount", "All other Nodes.", "2", n => n.Agents.Count),
        Number("serverCPU", "Sum of the servers' allocatable CPU in millicores.", "12000", n => n.Servers.CpuMillicores),
        Number("agentCPU", "Sum of the agents' allocatable CPU in millicores.", "8000", n => n.Agents.CpuMillicores),
        Number("serverMemory", "Sum of the servers' allocatable memory in bytes.", "25769803776", n => n.Servers.MemoryBytes),
        Number("agentMemory", "Sum of the agents' allocatable memory in bytes.", "17179869184", n => n.Agents.MemoryBytes),

        Word("operating-system", FirstNode, "`status.nodeInfo.operatingSystem`.", "\"linux\"",
            s => s.Cluster.Nodes?.System?.OperatingSystem),
        Word("os", FirstNode, "`status.nodeInfo.osImage`.", "\"SLE Micro 6.1\"", s => s.Cluster.Nodes?.System?.OsImage),
        Word("kernel", FirstNode, "`status.nodeInfo.kernelVersion`.", "\"6.4.0-150600.23.47-default\"",
            s => s.Cluster.Nodes?.System?.Kernel),
        Word("arch", FirstNode, "`status.nodeInfo.architecture`.", "\"amd64\"", s => s.Cluster.Nodes?.System?.Architecture),
        new("node-info-consistent", Field, NodeList,
            "Whether those four are the same on every Node; left out when the Nodes cannot be read.", "true",
            s => s.Cluster.Nodes?.IsConsistent),
        Word("selinux", NodeList + ", else this process's own label", "`enabled`, `disabled`, `mixed` or `unknown`.", "\"enabled\"",
            s => Name(s.Cluster.Selinux)),

        Word("cni-plugin", DaemonSets, "The network plugin, one of eight well-known names.", "\"cilium\"", s => s.Cluster.Cni?.Name),
        Optional("cni-version", "the same", "Its image tag; left out when unknown.", "\"v1.16.5\"", s => s.Cluster.Cni?.Version),
        Word("ingress-controller", Workloads + ", " + IngressClasses,
            "RKE2's controller in `kube-system`, else that of the IngressClasses: a public short name, `other` or `none`.",
            "\"rke2-ingress-nginx\"",
            s => s.Cluster.Ingress?.Name),
        Optional("ingress-version", Workloads, "Its image tag; left out when unknown.", "\"v1.12.1\"", s => s.Cluster.Ingress?.Version),

        Number("gpuNodeCount", "Nodes that offer a GPU of NVIDIA, AMD or Intel.", "2", n => n.GpuNodes),
        Optional("gpu-vendor", NodeList, "Vendor of the first such Node; left out when there is none.", "\"nvidia\"",
            s => s.Cluster.Nodes?.GpuVendor),
        Optional("gpu-operator", DaemonSets,
            "The vendor's operator in `gpu-operator`, `kube-amd-gpu` or `inteldeviceplugins-system`; left out when there is none.",
            "\"nvidia-gpu-operator\"",
            s => s.Cluster.GpuOperator?.Name),
        Optional("gpu-operator-version", DaemonSets, "Its image tag; left out when unknown.", "\"v25.10.1\"",
            s => s.Cluster.GpuOperator?.Version),

        new("rancher-managed", Field, Rancher, "Whether one of them exists; left out when that cannot be read.", "true",
            s => s.Cluster.IsRancherManaged),
        Word("rancher-role", Rancher,
            "`server` when Rancher itself runs, `downstream` when only its agent does, `none`, or `unknown` when they cannot be read.",
            "\"downstream\"", s => Name(s.Cluster.RancherRole)),
        new("rancher-prime", Field, "the chart's value, else " + Titles(ClusterResource.ResponderChart) + ", else " + Workloads,
            "Whether `global.prime.enabled` is set, else whether a `-primeN` image runs; left out when none of them can be read.", "false",
            s => s.Cluster.IsPrime),
        Optional("rancher-version", RancherAgent, "Image tag of its first container; left out when unknown.", "\"v2.9.3\"",
            s => s.Cluster.RancherVersion)
            with { Minimal = "" },
        Optional("rancher-install-uuid", RancherAgent,
            "Its environment variable `CATTLE_INSTALL_UUID`, a random id; left out when unknown or no UUID.",
            "\"53741f60-f208-48fc-ae81-8a969510a598\"",
            s => Guid.TryParse(s.Cluster.RancherInstallId, out _) ? s.Cluster.RancherInstallId : null) with { Minimal = "" },
        Word("ip-stack", Titles(ClusterResource.KubernetesService) + ", pod networks of " + NodeList,
            "`ipv4-only`, `ipv6-only`, `dual-stack` or `unknown`.", "\"dual-stack\"",
            s => Name(s.Cluster.IpFamilies)),
        new("dev", Field, "this program's version", "Only in builds that are no release, or by `SECURITY_RESPONDER_DEV`.", "true",
            s => s.IsDevelopment ? true : null),
    ];

    private static string Titles(params ClusterResource[] resources)
    {
        var titles = "";
        foreach (var resource in resources)
        {
            titles += (titles.Length > 0 ? ", " : "") + KubernetesResource.Of(resource).Title;
        }

        return titles;
    }

    private static ReportField Number(string name, string rule, string example, Func<NodeSummary, long> value) =>
        new(name, Field, NodeList, rule + " -1 when they cannot be read.", example,
            s => s.Cluster.Nodes is { } nodes ? value(nodes) : UnknownNumber)
        { Minimal = UnknownNumber };

    private static ReportField Word(string name, string source, string rule, string example, Func<ReportInput, string?> value) =>
        new(name, Field, source, rule, example, s => value(s) is { Length: > 0 } word ? word : Unknown);

    private static ReportField Optional(string name, string source, string rule, string example, Func<ReportInput, string?> value) =>
        new(name, Field, source, rule, example, value);

    private static string? Name(Selinux? selinux) => selinux switch
    {
        Selinux.Enabled => "enabled",
        Selinux.Disabled => "disabled",
        Selinux.Mixed => "mixed",
        _ => null,
    };

    private static string? Name(RancherRole? role) => role switch
    {
        RancherRole.Server => "server",
        RancherRole.Downstream => "downstream",
        RancherRole.None => "none",
        _ => null,
    };

    private static string? Name(IpFamilies? families) => families switch
    {
        IpFamilies.Ipv4Only => "ipv4-only",
        IpFamilies.Ipv6Only => "ipv6-only",
        IpFamilies.DualStack => "dual-stack",
        _ => null,
    };
}
