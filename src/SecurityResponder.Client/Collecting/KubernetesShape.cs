using SecurityResponder.Client.Collecting.Json;
using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>
/// Every field of the Kubernetes API that this program decodes; nothing else of an object is ever looked at.
/// One shape serves all kinds, for a dump mixes them.
/// </summary>
internal static class KubernetesShape
{
    private static readonly JsonShape<KubernetesList> Metadata = new()
    {
        ["name"] = Set((o, value) => o.Name = value),
        ["namespace"] = Set((o, value) => o.Namespace = value),
        ["uid"] = Set((o, value) => o.Uid = value),
        ["continue"] = new() { Value = (list, value) => list.Continue = value.Length == 0 ? null : value },
        ["labels"] = new()
        {
            ["node-role.kubernetes.io/control-plane"] = Set((o, _) => o.IsServer = true),
            ["node-role.kubernetes.io/master"] = Set((o, _) => o.IsServer = true),
            ["node-role.kubernetes.io/etcd"] = Set((o, _) => o.IsServer = true),
            ["security.alpha.kubernetes.io/selinux"] = Set((o, value) => o.Selinux = o.Selinux with { Label = value }),
            ["feature.node.kubernetes.io/kernel-selinux.enabled"] = Set((o, value) => o.Selinux = o.Selinux with { Feature = value }),
        },
        ["annotations"] = new()
        {
            ["rke2.io/node-args"] = Set((o, value) => o.Selinux = o.Selinux with { NodeArgs = value }),
            ["rke2.io/node-env"] = Set((o, value) => o.Selinux = o.Selinux with { NodeEnv = value }),
            ["ingressclass.kubernetes.io/is-default-class"] = Set((o, value) => o.IsDefaultClass = value == "true"),
        },
    };

    private static readonly JsonShape<KubernetesList> Spec = new()
    {
        ["podCIDRs"] = Set((o, value) => KubernetesList.Keep(o.PodCidrs, value)),
        ["ipFamilies"] = Set((o, value) => KubernetesList.Keep(o.IpFamilies, value)),
        ["controller"] = Set((o, value) => o.Controller = value),
        ["template"] = new()
        {
            ["spec"] = new() { ["containers"] = Containers(o => o.Containers), ["initContainers"] = Containers(o => o.InitContainers) },
        },
    };

    private static readonly JsonShape<KubernetesList> Status = new()
    {
        ["allocatable"] = new()
        {
            ["cpu"] = Set((o, value) => o.Cpu = value),
            ["memory"] = Set((o, value) => o.Memory = value),
            AnyValue = (list, name, value) => AddGpu(list.Current, name, value),
        },
        ["nodeInfo"] = new()
        {
            ["operatingSystem"] = Set((o, value) => o.System = o.System with { OperatingSystem = value }),
            ["osImage"] = Set((o, value) => o.System = o.System with { OsImage = value }),
            ["kernelVersion"] = Set((o, value) => o.System = o.System with { Kernel = value }),
            ["architecture"] = Set((o, value) => o.System = o.System with { Architecture = value }),
        },
    };

    /// <summary>The answer to any read: a list or a single object, <c>/version</c> included.</summary>
    public static JsonShape<KubernetesList> Answer { get; } = new()
    {
        ["kind"] = Set((o, value) => o.Kind = value),
        ["metadata"] = Metadata,
        ["spec"] = Spec,
        ["status"] = Status,
        ["gitVersion"] = new() { Value = (list, value) => list.GitVersion = value },
        ["serverVersion"] = new() { ["gitVersion"] = new() { Value = (list, value) => list.GitVersion = value } },
        ["items"] = new()
        {
            Begin = list => list.BeginItem(),
            End = list => list.EndItem(),
            ["kind"] = Set((o, value) => o.Kind = value),
            ["metadata"] = Metadata,
            ["spec"] = Spec,
            ["status"] = Status,
        },
    };

    private static JsonShape<KubernetesList> Containers(Func<KubernetesObject, List<Container>> containers) => new()
    {
        Begin = list => list.BeginContainer(),
        End = list => list.EndContainer(containers(list.Current)),
        ["name"] = new() { Value = (list, value) => list.ContainerName(value) },
        ["image"] = new() { Value = (list, value) => list.ContainerImage(value) },
        ["env"] = new()
        {
            Begin = list => list.BeginVariable(),
            End = list => list.EndVariable(),
            ["name"] = new() { Value = (list, value) => list.VariableName(value) },
            ["value"] = new() { Value = (list, value) => list.VariableValue(value) },
        },
    };

    private static JsonShape<KubernetesList> Set(Action<KubernetesObject, string> set) => new() { Value = (list, value) => set(list.Current, value) };

    private static void AddGpu(KubernetesObject node, string resource, string quantity)
    {
        if (GpuResource.Vendor(resource) is { } vendor && Quantity.ToUnits(quantity) > 0)
        {
            KubernetesList.Keep(node.Gpus, vendor);
        }
    }
}
