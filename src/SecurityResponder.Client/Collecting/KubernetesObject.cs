using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>
/// What is decoded of any Kubernetes object, whatever its kind; null or empty where it has no such field.
/// One is filled at a time by <see cref="KubernetesShape"/> and turned into a fact by <see cref="KubernetesFacts"/>.
/// </summary>
internal sealed class KubernetesObject
{
    public string? Kind { get; set; }

    public string? Name { get; set; }

    public string? Namespace { get; set; }

    public string? Uid { get; set; }

    public bool IsServer { get; set; }

    public bool IsDefaultClass { get; set; }

    public NodeSelinux Selinux { get; set; } = new();

    public NodeSystem System { get; set; } = new("", "", "", "");

    public string? Cpu { get; set; }

    public string? Memory { get; set; }

    public List<string> Gpus { get; } = [];

    public List<string> PodCidrs { get; } = [];

    public List<string> IpFamilies { get; } = [];

    public string? Controller { get; set; }

    public List<Container> Containers { get; } = [];

    public List<Container> InitContainers { get; } = [];
}
