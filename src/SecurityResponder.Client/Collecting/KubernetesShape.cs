using SecurityResponder.Client.Kubernetes.Json;
using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>
/// All fields of the Kubernetes API that this program decodes; everything else of an object is skipped.
/// There is one shape for all kinds because a dump mixes them.
/// </summary>
internal static class KubernetesShape
{
    private static readonly JsonShape<KubernetesList> Metadata = new()
    {
        ["name"] = Set((item, value) => item.Name = value),
        ["namespace"] = Set((item, value) => item.Namespace = value),
        ["uid"] = Set((item, value) => item.Uid = value),
        ["continue"] = new() { Value = (list, value) => list.Continue = value.Length == 0 ? null : value },
        ["labels"] = new()
        {
            ["node-role.kubernetes.io/control-plane"] = Set((item, _) => item.IsServer = true),
            ["node-role.kubernetes.io/master"] = Set((item, _) => item.IsServer = true),
            ["node-role.kubernetes.io/etcd"] = Set((item, _) => item.IsServer = true),
            ["security.alpha.kubernetes.io/selinux"] = Set((item, value) => item.Selinux = item.Selinux with { Label = value }),
            ["feature.node.kubernetes.io/kernel-selinux.enabled"] =
                Set((item, value) => item.Selinux = item.Selinux with { Feature = value }),
        },
        ["annotations"] = new()
        {
            ["rke2.io/node-args"] = Set((item, value) => item.Selinux = item.Selinux with { NodeArgs = value }),
            ["rke2.io/node-env"] = Set((item, value) => item.Selinux = item.Selinux with { NodeEnv = value }),
            ["ingressclass.kubernetes.io/is-default-class"] = Set((item, value) => item.IsDefaultClass = value == "true"),
        },
    };

    private static readonly JsonShape<KubernetesList> Spec = new()
    {
        ["podCIDRs"] = Set((item, value) => KubernetesList.AddBounded(item.PodCidrs, value)),
        ["ipFamilies"] = Set((item, value) => KubernetesList.AddBounded(item.IpFamilies, value)),
        ["controller"] = Set((item, value) => item.Controller = value),
        ["set"] = new() { ["global.prime.enabled"] = Set((item, value) => item.PrimeValue = value) },
        ["template"] = new()
        {
            ["spec"] = new()
            {
                ["containers"] = Containers(item => item.Containers),
                ["initContainers"] = Containers(item => item.InitContainers),
            },
        },
    };

    private static readonly JsonShape<KubernetesList> Status = new()
    {
        ["allocatable"] = new()
        {
            ["cpu"] = Set((item, value) => item.Cpu = value),
            ["memory"] = Set((item, value) => item.Memory = value),
            AnyValue = (list, name, value) => AddGpu(list.Current, name, value),
        },
        ["nodeInfo"] = new()
        {
            ["operatingSystem"] = Set((item, value) => item.System = item.System with { OperatingSystem = value }),
            ["osImage"] = Set((item, value) => item.System = item.System with { OsImage = value }),
            ["kernelVersion"] = Set((item, value) => item.System = item.System with { Kernel = value }),
            ["architecture"] = Set((item, value) => item.System = item.System with { Architecture = value }),
            ["kubeletVersion"] = Set((item, value) => item.KubeletVersion = value),
            ["containerRuntimeVersion"] = Set((item, value) => item.ContainerRuntime = value),
        },
    };

    /// <summary>The answer to any request: a list, a single object or <c>/version</c>.</summary>
    public static JsonShape<KubernetesList> Answer { get; } = new()
    {
        ["kind"] = Set((item, value) => item.Kind = value),
        ["metadata"] = Metadata,
        ["spec"] = Spec,
        ["status"] = Status,
        ["gitVersion"] = new() { Value = (list, value) => list.GitVersion = value },
        ["serverVersion"] = new() { ["gitVersion"] = new() { Value = (list, value) => list.GitVersion = value } },
        ["items"] = new()
        {
            Begin = list => list.BeginItem(),
            End = list => list.EndItem(),
            ["kind"] = Set((item, value) => item.Kind = value),
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

    private static JsonShape<KubernetesList> Set(Action<KubernetesObject, string> set) =>
        new() { Value = (list, value) => set(list.Current, value) };

    private static void AddGpu(KubernetesObject node, string resource, string quantity)
    {
        if (GpuResource.Vendor(resource) is { } vendor && Quantity.ToUnits(quantity) > 0)
        {
            KubernetesList.AddBounded(node.Gpus, vendor);
        }
    }
}
