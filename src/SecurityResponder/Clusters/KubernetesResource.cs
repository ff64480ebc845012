namespace SecurityResponder.Clusters;

/// <summary>
/// A resource of the Kubernetes API that a run reads: a list of objects or a single object. Paths, names in log lines, the sources in
/// <c>docs/what-leaves.md</c> and the expected rules of the chart's ClusterRole are derived from this description.
/// </summary>
/// <param name="Id">Identifies the resource in facts.</param>
/// <param name="Kind">E.g. <c>DaemonSet</c>.</param>
/// <param name="Plural">The name in paths and RBAC rules, e.g. <c>daemonsets</c>.</param>
public sealed record KubernetesResource(ClusterResource Id, string Kind, string Plural)
{
    /// <summary>API group and version, e.g. <c>apps/v1</c>; <c>v1</c> for the core group.</summary>
    public string ApiVersion { get; init; } = "v1";

    /// <summary>The namespace that is read; null for a cluster-scoped resource and for a list of all namespaces.</summary>
    public string? Namespace { get; init; }

    /// <summary>The name of a single object; null for a list.</summary>
    public string? Name { get; init; }

    /// <summary>Whether no report can be made without it.</summary>
    public bool IsEssential { get; init; }

    /// <summary>Whether every RKE2 cluster has it, so that a cluster dump without it is incomplete.</summary>
    public bool IsInEveryCluster { get; init; }

    /// <summary>Whether a 404 is a valid answer rather than a failure.</summary>
    public bool CanBeAbsent { get; init; }

    /// <summary>Whether the list is read in pages.</summary>
    public bool IsPaged { get; init; }

    /// <summary>All resources, in the order in which they are read. Nothing else is read.</summary>
    public static IReadOnlyList<KubernetesResource> All { get; } =
    [
        new(ClusterResource.Version, "Version", "version") { IsEssential = true, IsInEveryCluster = true },
        new(ClusterResource.KubeSystemNamespace, "Namespace", "namespaces")
        {
            Name = "kube-system", IsEssential = true, IsInEveryCluster = true,
        },
        new(ClusterResource.Nodes, "Node", "nodes") { IsPaged = true, IsInEveryCluster = true },
        new(ClusterResource.DaemonSets, "DaemonSet", "daemonsets") { ApiVersion = "apps/v1", IsPaged = true, IsInEveryCluster = true },
        Deployments(ClusterResource.KubeSystemDeployments, "kube-system"),
        new(ClusterResource.IngressClasses, "IngressClass", "ingressclasses") { ApiVersion = "networking.k8s.io/v1" },
        Deployments(ClusterResource.RancherServer, "cattle-system") with { Name = "rancher", CanBeAbsent = true },
        Deployments(ClusterResource.RancherAgent, "cattle-system") with { Name = "cattle-cluster-agent", CanBeAbsent = true },
        new(ClusterResource.ResponderChart, "HelmChart", "helmcharts")
        {
            ApiVersion = "helm.cattle.io/v1", Namespace = "kube-system", Name = "rke2-security-responder", CanBeAbsent = true,
        },
        new(ClusterResource.KubernetesService, "Service", "services")
        {
            Namespace = "default", Name = "kubernetes", IsInEveryCluster = true,
        },
    ];

    /// <summary>Whether the answer is a list of objects.</summary>
    public bool IsList => Name is null && Id != ClusterResource.Version;

    /// <summary>The API group in RBAC rules, e.g. <c>apps</c>; empty for the core group.</summary>
    public string ApiGroup => ApiVersion.Contains('/') ? ApiVersion[..ApiVersion.IndexOf('/')] : "";

    /// <summary>The RBAC verb that reading it takes: <c>list</c> or <c>get</c>.</summary>
    public string Verb => IsList ? "list" : "get";

    /// <summary>The path below the API server's address, e.g. <c>/apis/apps/v1/namespaces/kube-system/deployments</c>.</summary>
    public string Path => Id == ClusterResource.Version
        ? "/version"
        : (ApiGroup.Length > 0 ? "/apis/" : "/api/") + ApiVersion
            + (Namespace is null ? "" : "/namespaces/" + Namespace) + "/" + Plural
            + (Name is null ? "" : "/" + Name);

    /// <summary>The name in log lines, e.g. <c>deployments in kube-system</c>.</summary>
    public string LogName => (Namespace, Name) switch
    {
        (null, null) => Plural,
        (null, _) => $"{Kind.ToLowerInvariant()} {Name}",
        (_, null) => $"{Plural} in {Namespace}",
        _ => $"{Kind.ToLowerInvariant()} {Namespace}/{Name}",
    };

    /// <summary>The name in the documentation, in Markdown, e.g. <c>Deployments of `kube-system`</c>.</summary>
    public string Title => (Namespace, Name) switch
    {
        _ when Id == ClusterResource.Version => $"`GET {Path}`",
        (null, null) => PluralKind,
        (null, _) => $"{Kind} `{Name}`",
        (_, null) => $"{PluralKind} of `{Namespace}`",
        _ => $"{Kind} `{Namespace}/{Name}`",
    };

    private string PluralKind => Kind.EndsWith('s') ? Kind + "es" : Kind + "s";

    /// <summary>Returns the description of a resource.</summary>
    public static KubernetesResource Of(ClusterResource id) => All.First(resource => resource.Id == id);

    /// <summary>Finds the resource that an object belongs to.</summary>
    /// <returns>Null for an object that no run reads.</returns>
    public static KubernetesResource? Find(string? kind, string? objectNamespace, string? name) => All.FirstOrDefault(resource =>
        resource.Kind == kind
        && (resource.Namespace is null || resource.Namespace == objectNamespace)
        && (resource.Name is null || resource.Name == name));

    private static KubernetesResource Deployments(ClusterResource id, string inNamespace) =>
        new(id, "Deployment", "deployments") { ApiVersion = "apps/v1", Namespace = inNamespace };
}
