using System.Text;
using System.Text.Json.Nodes;

namespace SecurityResponder.Bench;

/// <summary>
/// Nodes of realistic size, about 19 KB each: 50 images (the most that a kubelet reports), managedFields, and the annotations
/// of RKE2 and Canal. All but the first three are agents.
/// </summary>
internal static class GeneratedNode
{
    public const string Version = "v1.34.5+rke2r1";

    private const int MinorsInUse = 3;
    private const int OldestMinor = 32;
    private const int Servers = 3;
    private const int Images = 50;
    private const string Time = "2026-03-09T07:12:44Z";

    /// <summary>The node of a position.</summary>
    /// <param name="index">From 0. The first three are servers.</param>
    /// <param name="versions">How many versions of kubelet and containerd the cluster runs, in turns.</param>
    public static (string Name, ReadOnlyMemory<byte> Json) Create(int index, int versions)
    {
        var name = index < Servers ? $"server-{index}" : $"agent-{index:D5}";
        var node = new JsonObject
        {
            ["metadata"] = Metadata(index, name),
            ["spec"] = Spec(index, name),
            ["status"] = Status(index, name, index % versions),
        };
        return (name, Encoding.UTF8.GetBytes(node.ToJsonString()));
    }

    private static JsonObject Metadata(int index, string name)
    {
        var (labels, annotations) = (Labels(index, name), Annotations(index, name));
        var managed = GeneratedFields.Of(labels, annotations);
        return new()
        {
            ["name"] = name,
            ["uid"] = $"5b0f6a52-30aa-4c1d-9d52-{index:D12}",
            ["resourceVersion"] = $"{100_000 + index}",
            ["creationTimestamp"] = Time,
            ["labels"] = labels,
            ["annotations"] = annotations,
            ["managedFields"] = managed,
        };
    }

    private static JsonObject Labels(int index, string name)
    {
        var labels = new JsonObject
        {
            ["beta.kubernetes.io/arch"] = "amd64",
            ["beta.kubernetes.io/instance-type"] = "rke2",
            ["beta.kubernetes.io/os"] = "linux",
            ["kubernetes.io/arch"] = "amd64",
            ["kubernetes.io/hostname"] = name,
            ["kubernetes.io/os"] = "linux",
            ["node.kubernetes.io/instance-type"] = "rke2",
            ["topology.kubernetes.io/region"] = "north",
            ["topology.kubernetes.io/zone"] = $"rack-{index % 40:D2}",
        };
        if (index >= Servers)
        {
            return labels;
        }

        labels["node-role.kubernetes.io/control-plane"] = "true";
        labels["node-role.kubernetes.io/etcd"] = "true";
        return labels;
    }

    private static JsonObject Annotations(int index, string name) => new()
    {
        ["alpha.kubernetes.io/provided-node-ip"] = Address(index),
        ["csi.volume.kubernetes.io/nodeid"] = $$"""{"driver.longhorn.io":"{{name}}","smb.csi.k8s.io":"{{name}}"}""",
        ["flannel.alpha.coreos.com/backend-data"] = """{"VNI":1,"VtepMAC":"3a:5e:10:77:21:c4"}""",
        ["flannel.alpha.coreos.com/backend-type"] = "vxlan",
        ["flannel.alpha.coreos.com/kube-subnet-manager"] = "true",
        ["flannel.alpha.coreos.com/public-ip"] = Address(index),
        ["node.alpha.kubernetes.io/ttl"] = "300",
        ["projectcalico.org/IPv4Address"] = $"{Address(index)}/16",
        ["rke2.io/hostname"] = name,
        ["rke2.io/internal-ip"] = Address(index),
        ["rke2.io/node-args"] = NodeArguments(index),
        ["rke2.io/node-config-hash"] = $"MFRGGZDFMZTWQ2LKNNWG23TPOBYXE43UOV3HO6DZPI{index:D10}====",
        ["rke2.io/node-env"] = """{"RKE2_SELINUX":"true"}""",
        ["volumes.kubernetes.io/controller-managed-attach-detach"] = "true",
    };

    private static string NodeArguments(int index) => new JsonArray(
    [
        index < Servers ? "server" : "agent", "--selinux", "true", "--profile", "cis", "--protect-kernel-defaults", "true",
        "--kubelet-arg", "max-pods=200", "--kubelet-arg", "image-gc-high-threshold=75", "--kubelet-arg", "system-reserved=cpu=500m",
        "--node-label", "topology.kubernetes.io/region=north", "--node-label", $"topology.kubernetes.io/zone=rack-{index % 40:D2}",
        "--private-registry", "/etc/rancher/rke2/registries.yaml", "--server", "https://10.20.0.10:9345", "--token", "********",
    ]).ToJsonString();

    private static JsonObject Spec(int index, string name)
    {
        var cidr = $"10.{64 + index / 256}.{index % 256}.0/24";
        return new() { ["podCIDR"] = cidr, ["podCIDRs"] = new JsonArray(cidr), ["providerID"] = $"rke2://{name}" };
    }

    private static JsonObject Status(int index, string name, int version) => new()
    {
        ["capacity"] = Resources("16"),
        ["allocatable"] = Resources("15500m"),
        ["conditions"] = new JsonArray([.. GeneratedFields.Conditions.Select(type => Condition(type))]),
        ["addresses"] = new JsonArray(
            new JsonObject { ["type"] = "InternalIP", ["address"] = Address(index) },
            new JsonObject { ["type"] = "Hostname", ["address"] = name }),
        ["daemonEndpoints"] = new JsonObject { ["kubeletEndpoint"] = new JsonObject { ["Port"] = 10250 } },
        ["nodeInfo"] = new JsonObject
        {
            ["machineID"] = $"{index:x32}",
            ["systemUUID"] = $"0c4de0aa-71f4-4c5b-8a0e-{index:D12}",
            ["bootID"] = $"c1b04d7f-90f2-4a46-a3ef-{index:D12}",
            ["kernelVersion"] = "6.4.0-39-default",
            ["osImage"] = "SUSE Linux Micro 6.1",
            ["containerRuntimeVersion"] = version == 0 ? "containerd://2.1.5-k3s1" : $"containerd://2.1.{version}-k3s1",
            ["kubeletVersion"] = version == 0 ? Version : $"v1.{OldestMinor + version % MinorsInUse}.{version}+rke2r1",
            ["operatingSystem"] = "linux",
            ["architecture"] = "amd64",
        },
        ["images"] = new JsonArray([.. Enumerable.Range(0, Images).Select(Image)]),
    };

    private static JsonObject Resources(string cpu) => new()
    {
        ["cpu"] = cpu,
        ["ephemeral-storage"] = "209708348Ki",
        ["hugepages-1Gi"] = "0",
        ["hugepages-2Mi"] = "0",
        ["memory"] = "65843212Ki",
        ["pods"] = "200",
    };

    private static JsonObject Condition(string type) => new()
    {
        ["type"] = type,
        ["status"] = type == "Ready" ? "True" : "False",
        ["lastHeartbeatTime"] = "2026-04-14T05:58:31Z",
        ["lastTransitionTime"] = Time,
        ["reason"] = $"KubeletReports{type}",
        ["message"] = "kubelet has sufficient resources available",
    };

    private static JsonObject Image(int index)
    {
        var repository = $"registry.example.net:5000/platform/backend-service-{index:D2}";
        return new()
        {
            ["names"] = new JsonArray($"{repository}@sha256:{index + 1:x64}", $"{repository}:v2.{index}.0-build20260304"),
            ["sizeBytes"] = 700_000_000 - index * 13_000_000,
        };
    }

    private static string Address(int index) => $"10.20.{index / 250}.{index % 250 + 1}";
}
