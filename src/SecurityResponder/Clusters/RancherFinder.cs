using SecurityResponder.Components;

namespace SecurityResponder.Clusters;

/// <summary>Finds Rancher by two Deployments of <c>cattle-system</c>: Rancher itself and its agent. The namespace alone proves nothing: it
/// stays when Rancher is removed.</summary>
public sealed class RancherFinder
{
    private bool? _hasServer;
    private bool? _hasAgent;
    private Container? _agent;

    /// <summary>Rancher's role; null when it is not known whether both run.</summary>
    public RancherRole? Role => (_hasServer, _hasAgent) switch
    {
        (true, _) => RancherRole.Server,
        (false, true) => RancherRole.Downstream,
        (false, false) => RancherRole.None,
        _ => null,
    };

    /// <summary>Whether either of them runs; null when it is not known.</summary>
    public bool? IsManaged => (_hasServer, _hasAgent) switch
    {
        (true, _) or (_, true) => true,
        (false, false) => false,
        _ => null,
    };

    /// <summary>The agent's image tag, e.g. <c>v2.12.1</c>; null when unknown.</summary>
    public string? Version => ImageReference.Tag(_agent?.Image);

    /// <summary>The installation id that the agent was given; null when unknown.</summary>
    public string? InstallId => _agent?.RancherInstallId;

    /// <summary>Adds one of the two Deployments.</summary>
    public void Add(Workload deployment)
    {
        if (deployment.Resource == ClusterResource.RancherServer)
        {
            _hasServer = true;
        }
        else
        {
            _hasAgent = true;
            _agent = deployment.Containers.FirstOrDefault();
        }
    }

    /// <summary>Notes that one of the two Deployments does not exist.</summary>
    public void AddAbsent(ClusterResource deployment)
    {
        _hasServer = deployment == ClusterResource.RancherServer ? false : _hasServer;
        _hasAgent = deployment == ClusterResource.RancherAgent ? false : _hasAgent;
    }
}
