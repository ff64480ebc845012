namespace SecurityResponder.Clusters;

/// <summary>Combines the facts of a run to a <see cref="Cluster"/>.</summary>
public sealed class ClusterAggregator
{
    private readonly HashSet<ClusterResource> _completed = [];
    private readonly CniFinder _cni = new();
    private readonly IngressFinder _ingress = new();
    private readonly GpuOperatorFinder _gpuOperator = new();
    private readonly RunningImageFinder _images = new();
    private readonly RancherFinder _rancher = new();
    private readonly PrimeFinder _prime = new();
    private NodeAggregator _nodes = new();
    private string? _version;
    private string? _id;
    private IReadOnlyList<string> _ipFamilies = [];

    /// <summary>Number of nodes whose CPU or memory is not a valid quantity.</summary>
    public int UnreadableQuantities => _nodes.UnreadableQuantities;

    /// <summary>Adds one fact.</summary>
    public void Add(ClusterFact fact)
    {
        switch (fact)
        {
            case Node node: _nodes.Add(node); break;
            case Workload { IsServiceLoadBalancer: false } workload: Add(workload); break;
            case IngressClass ingressClass: _ingress.Add(ingressClass); break;
            case ServerVersion version: _version = version.GitVersion; break;
            case KubernetesService service: _ipFamilies = service.IpFamilies; break;
            case KubeSystemNamespace kubeSystem: _id = kubeSystem.Uid; break;
            case ResponderChart chart: _prime.ChartValue = chart.IsPrime; break;
            case ReadAbsent: _rancher.AddAbsent(fact.Resource); break;
            case ReadRestarted or ReadFailed: Discard(fact.Resource); break;
            case ReadCompleted completed: _completed.Add(completed.Resource); break;
        }
    }

    /// <summary>The cluster, as far as it could be read.</summary>
    /// <returns>Null without the version or the UID of <c>kube-system</c>: there is nothing to report then.</returns>
    public Cluster? ToCluster() => string.IsNullOrEmpty(_version) || string.IsNullOrEmpty(_id) ? null : new()
    {
        Version = _version,
        Id = _id,
        Nodes = HasNodes ? _nodes.ToSummary() : null,
        NodeVersions = HasNodes ? _nodes.ToVersions() : null,
        Selinux = HasNodes ? _nodes.Selinux : null,
        Cni = HasDaemonSets ? _cni.Found : null,
        Ingress = Ingress,
        SecondIngress = _ingress.Second,
        GpuOperator = _gpuOperator.Found,
        Workloads = _images.ToWorkloads(HasDaemonSets, HasDeployments),
        IsRancherManaged = _rancher.IsManaged,
        RancherRole = _rancher.Role,
        RancherVersion = _rancher.Version,
        RancherInstallId = _rancher.InstallId,
        IsPrime = IsPrime,
        IpFamilies = HasNodes && _nodes.IsDualStack ? IpFamilies.DualStack : ServiceFamilies(),
    };

    private bool HasNodes => _completed.Contains(ClusterResource.Nodes);

    private bool HasDaemonSets => _completed.Contains(ClusterResource.DaemonSets);

    private bool HasDeployments => _completed.Contains(ClusterResource.KubeSystemDeployments);

    private bool HasIngressClasses => _completed.Contains(ClusterResource.IngressClasses);

    // A candidate counts only when no candidate of higher precedence can have been missed. When a list could not be read, there may be an
    // ingress-nginx next to a Traefik, and its CVEs must not be hidden.
    private Software? Ingress => _ingress.Nginx
        ?? (HasDaemonSets && HasDeployments ? _ingress.Traefik ?? (HasIngressClasses ? _ingress.ByClass : null) : null);

    // That no Prime image runs is known only when all workloads were read.
    private bool? IsPrime => _prime.ChartValue ?? (_prime.HasPrimeImage ? true : HasDaemonSets && HasDeployments ? false : null);

    // An incomplete list may contain Traefik but not ingress-nginx, so it is discarded.
    private void Discard(ClusterResource list)
    {
        _nodes = list == ClusterResource.Nodes ? new() : _nodes;
        _ingress.Discard(list);
        _images.Discard(list);
        _prime.Discard(list);
        if (list == ClusterResource.DaemonSets)
        {
            _cni.Discard();
            _gpuOperator.Discard();
        }
    }

    private void Add(Workload workload)
    {
        switch (workload.Resource)
        {
            case ClusterResource.RancherServer or ClusterResource.RancherAgent:
                _rancher.Add(workload);
                return;
            case ClusterResource.DaemonSets:
                _cni.Add(workload);
                _gpuOperator.Add(workload);
                break;
        }

        _ingress.Add(workload);
        _images.Add(workload);
        _prime.Add(workload);
    }

    private IpFamilies? ServiceFamilies() => (_ipFamilies.Contains("IPv4"), _ipFamilies.Contains("IPv6")) switch
    {
        (true, true) => IpFamilies.DualStack,
        (true, false) => IpFamilies.Ipv4Only,
        (false, true) => IpFamilies.Ipv6Only,
        _ => null,
    };
}
