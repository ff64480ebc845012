using SecurityResponder.Components;

namespace SecurityResponder.Clusters;

/// <summary>Combines the facts of a run to a <see cref="Cluster"/>.</summary>
public sealed class ClusterAggregator
{
    private readonly HashSet<ClusterResource> _completed = [];
    private readonly CniFinder _cni = new();
    private readonly IngressFinder _ingress = new();
    private readonly GpuOperatorFinder _gpuOperator = new();
    private NodeAggregator _nodes = new();
    private string? _version;
    private string? _id;
    private bool? _isRancherManaged;
    private Container? _rancherAgent;
    private IReadOnlyList<string> _ipFamilies = [];

    /// <summary>Number of nodes whose CPU or memory is not a valid quantity.</summary>
    public int UnreadableQuantities => _nodes.UnreadableQuantities;

    /// <summary>Adds one fact.</summary>
    public void Add(ClusterFact fact)
    {
        switch (fact)
        {
            case Node node: _nodes.Add(node); break;
            case Workload workload: Add(workload); break;
            case IngressClass ingressClass: _ingress.Add(ingressClass); break;
            case ServerVersion version: _version = version.GitVersion; break;
            case KubernetesService service: _ipFamilies = service.IpFamilies; break;
            case ExistingNamespace { Resource: ClusterResource.KubeSystemNamespace } kubeSystem: _id = kubeSystem.Uid; break;
            case ExistingNamespace { Resource: ClusterResource.CattleSystemNamespace }: _isRancherManaged = true; break;
            case ReadAbsent { Resource: ClusterResource.CattleSystemNamespace }: _isRancherManaged = false; break;
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
        Selinux = HasNodes ? _nodes.Selinux : null,
        Cni = CanDenyCni || _cni.IsDecided ? _cni.Found : null,
        Ingress = _ingress.Nginx ?? (CanDenyWorkloads ? _ingress.Traefik ?? (CanDenyClasses ? _ingress.ByClass : null) : null),
        SecondIngress = _ingress.Second,
        GpuOperator = _gpuOperator.Found,
        IsRancherManaged = _isRancherManaged,
        RancherVersion = ImageReference.Tag(_rancherAgent?.Image),
        RancherInstallId = _rancherAgent?.RancherInstallId,
        IpFamilies = HasNodes && _nodes.IsDualStack ? IpFamilies.DualStack : ServiceFamilies(),
    };

    private bool HasNodes => _completed.Contains(ClusterResource.Nodes);

    // A candidate counts only when no candidate of higher precedence can have been missed. When a list could not be read, there may be an
    // ingress-nginx next to a Traefik, and its CVEs must not be hidden.
    private bool CanDenyCni => _completed.IsSupersetOf([ClusterResource.KubeSystemDaemonSets, ClusterResource.CalicoDaemonSets]);

    private bool CanDenyWorkloads => _completed.IsSupersetOf([ClusterResource.KubeSystemDeployments, ClusterResource.KubeSystemDaemonSets]);

    private bool CanDenyClasses => _completed.Contains(ClusterResource.IngressClasses);

    // An incomplete list may contain Traefik but not ingress-nginx, so it is discarded.
    private void Discard(ClusterResource list)
    {
        _nodes = list == ClusterResource.Nodes ? new() : _nodes;
        _cni.Discard(list);
        _ingress.Discard(list);
        _gpuOperator.Discard(list);
    }

    private void Add(Workload workload)
    {
        switch (workload.Resource)
        {
            case ClusterResource.KubeSystemDaemonSets:
                _cni.Add(workload);
                _ingress.Add(workload);
                break;
            case ClusterResource.CalicoDaemonSets: _cni.Add(workload); break;
            case ClusterResource.KubeSystemDeployments: _ingress.Add(workload); break;
            case ClusterResource.RancherAgent: _rancherAgent = workload.Containers.FirstOrDefault(); break;
            case ClusterResource.NvidiaDaemonSets or ClusterResource.AmdDaemonSets or ClusterResource.IntelDaemonSets:
                _gpuOperator.Add(workload);
                break;
        }
    }

    private IpFamilies? ServiceFamilies() => (_ipFamilies.Contains("IPv4"), _ipFamilies.Contains("IPv6")) switch
    {
        (true, true) => IpFamilies.DualStack,
        (true, false) => IpFamilies.Ipv4Only,
        (false, true) => IpFamilies.Ipv6Only,
        _ => null,
    };
}
