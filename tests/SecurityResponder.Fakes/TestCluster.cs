namespace SecurityResponder.Fakes;

/// <summary>The content of a fake cluster. The default is one server without workloads.</summary>
public sealed record TestCluster
{
    /// <summary>The version in <c>/version</c>, e.g. <c>v1.34.3+rke2r1</c>.</summary>
    public string GitVersion { get; init; } = "v1.34.3+rke2r1";

    /// <summary>UID of namespace <c>kube-system</c>: the cluster's identity.</summary>
    public string KubeSystemUid { get; init; } = "6f2b8f2e-6a4e-4f43-9d0a-0d3c5b1f7a11";

    /// <summary>Listed by name, as a real server lists them.</summary>
    public IReadOnlyList<TestNode> Nodes { get; init; } = [TestNode.Server("server-1")];

    /// <summary>Further nodes as JSON, by name: for invalid nodes and for large numbers of nodes.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> RawNodes { get; init; } = new Dictionary<string, ReadOnlyMemory<byte>>();

    /// <summary>Namespaces besides <c>kube-system</c> and <c>default</c>.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    /// <summary>In any namespace.</summary>
    public IReadOnlyList<TestWorkload> DaemonSets { get; init; } = [];

    /// <summary>In any namespace.</summary>
    public IReadOnlyList<TestWorkload> Deployments { get; init; } = [];

    /// <summary>Classes of ingress controllers.</summary>
    public IReadOnlyList<TestIngressClass> IngressClasses { get; init; } = [];

    /// <summary><c>spec.set["global.prime.enabled"]</c> of HelmChart <c>kube-system/rke2-security-responder</c>; null when RKE2 did not
    /// install the chart.</summary>
    public string? PrimeValue { get; init; }

    /// <summary><c>spec.ipFamilies</c> of Service <c>default/kubernetes</c>.</summary>
    public IReadOnlyList<string> IpFamilies { get; init; } = ["IPv4"];
}

/// <summary>A DaemonSet or a Deployment.</summary>
/// <param name="Namespace">E.g. <c>kube-system</c>.</param>
/// <param name="Name">E.g. <c>rke2-canal</c>.</param>
/// <param name="Containers">The containers of its pod template.</param>
public sealed record TestWorkload(string Namespace, string Name, params IReadOnlyList<TestContainer> Containers);

/// <summary>A container of a pod template.</summary>
/// <param name="Name">E.g. <c>calico-node</c>.</param>
/// <param name="Image">E.g. <c>rancher/hardened-calico:v3.30.3-build20251120</c>.</param>
public sealed record TestContainer(string Name, string Image)
{
    /// <summary>Environment variables with a value.</summary>
    public IReadOnlyDictionary<string, string> Env { get; init; } = new Dictionary<string, string>();
}

/// <summary>An IngressClass.</summary>
/// <param name="Name">E.g. <c>nginx</c>.</param>
/// <param name="Controller">E.g. <c>k8s.io/ingress-nginx</c>.</param>
/// <param name="IsDefault">Whether it carries the annotation <c>ingressclass.kubernetes.io/is-default-class: "true"</c>.</param>
public sealed record TestIngressClass(string Name, string Controller, bool IsDefault = false);
