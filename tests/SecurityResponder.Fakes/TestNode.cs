using System.Text.Json.Nodes;

namespace SecurityResponder.Fakes;

/// <summary>A node of a fake cluster.</summary>
/// <example><c>TestNode.Agent("gpu-1") with { Resources = new() { ["nvidia.com/gpu"] = "2" } }</c></example>
/// <param name="Name">E.g. <c>server-1</c>; lists are in the order of names.</param>
public sealed record TestNode(string Name)
{
    /// <summary>Labels, roles among them.</summary>
    public Dictionary<string, string> Labels { get; init; } = [];

    /// <summary>E.g. <c>rke2.io/node-args</c>.</summary>
    public Dictionary<string, string> Annotations { get; init; } = [];

    /// <summary>Allocatable CPU, e.g. <c>3920m</c>; null for none.</summary>
    public string? Cpu { get; init; } = "4";

    /// <summary>Allocatable memory, e.g. <c>32805244Ki</c>; null for none.</summary>
    public string? Memory { get; init; } = "16Gi";

    /// <summary>More allocatable resources, e.g. GPUs.</summary>
    public Dictionary<string, string> Resources { get; init; } = [];

    /// <summary><c>spec.podCIDRs</c>.</summary>
    public IReadOnlyList<string> PodCidrs { get; init; } = ["10.42.0.0/24"];

    /// <summary><c>linux</c> or <c>windows</c>.</summary>
    public string OperatingSystem { get; init; } = "linux";

    /// <summary>E.g. <c>SUSE Linux Micro 6.1</c>; empty before the kubelet has reported.</summary>
    public string OsImage { get; init; } = "SUSE Linux Micro 6.1";

    /// <summary>E.g. <c>6.4.0-35-default</c>.</summary>
    public string Kernel { get; init; } = "6.4.0-35-default";

    /// <summary>E.g. <c>amd64</c>.</summary>
    public string Architecture { get; init; } = "amd64";

    /// <summary>E.g. <c>v1.34.3+rke2r1</c>; null for the version of the API server.</summary>
    public string? KubeletVersion { get; init; }

    /// <summary>E.g. <c>containerd://2.1.5-k3s1</c>; empty before the kubelet has reported.</summary>
    public string ContainerRuntime { get; init; } = "";

    /// <summary>A node with the roles of an RKE2 server.</summary>
    public static TestNode Server(string name) => new(name)
    {
        Labels = new() { ["node-role.kubernetes.io/control-plane"] = "true", ["node-role.kubernetes.io/etcd"] = "true" },
    };

    /// <summary>A node without a role.</summary>
    public static TestNode Agent(string name) => new(name);

    /// <param name="apiServer">The version of the API server.</param>
    internal JsonObject ToJson(string apiServer)
    {
        var allocatable = Texts(Resources);
        if (Cpu is not null)
        {
            allocatable["cpu"] = Cpu;
        }

        if (Memory is not null)
        {
            allocatable["memory"] = Memory;
        }

        return new()
        {
            ["metadata"] = new JsonObject { ["name"] = Name, ["labels"] = Texts(Labels), ["annotations"] = Texts(Annotations) },
            ["spec"] = new JsonObject { ["podCIDRs"] = new JsonArray([.. PodCidrs.Select(cidr => (JsonNode)cidr)]) },
            ["status"] = new JsonObject
            {
                ["capacity"] = allocatable.DeepClone(),
                ["allocatable"] = allocatable,
                ["nodeInfo"] = new JsonObject
                {
                    ["kernelVersion"] = Kernel,
                    ["osImage"] = OsImage,
                    ["operatingSystem"] = OperatingSystem,
                    ["architecture"] = Architecture,
                    ["kubeletVersion"] = KubeletVersion ?? apiServer,
                    ["containerRuntimeVersion"] = ContainerRuntime,
                },
            },
        };
    }

    private static JsonObject Texts(IEnumerable<KeyValuePair<string, string>> pairs) =>
        new(pairs.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
}
