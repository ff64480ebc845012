using SecurityResponder.Clusters;

namespace SecurityResponder.Client.Collecting;

/// <summary>
/// The decoded fields of a Kubernetes object of any kind; null or empty where the object has no such field.
/// <see cref="KubernetesShape"/> fills one object at a time, and <see cref="KubernetesFacts"/> converts it to a fact.
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

    public string KubeletVersion { get; set; } = "";

    public string ContainerRuntime { get; set; } = "";

    public string? Cpu { get; set; }

    public string? Memory { get; set; }

    public List<string> Gpus { get; } = [];

    public List<string> PodCidrs { get; } = [];

    public List<string> IpFamilies { get; } = [];

    public string? Controller { get; set; }

    public string? PrimeValue { get; set; }

    public List<Container> Containers { get; } = [];

    public List<Container> InitContainers { get; } = [];
}
