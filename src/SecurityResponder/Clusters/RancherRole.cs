namespace SecurityResponder.Clusters;

/// <summary>Rancher's role in the cluster.</summary>
public enum RancherRole
{
    /// <summary>Rancher does not manage the cluster and does not run in it.</summary>
    None,

    /// <summary>Deployment <c>cattle-system/rancher</c> runs: the cluster hosts Rancher itself.</summary>
    Server,

    /// <summary>Only Rancher's agent runs: a Rancher elsewhere manages the cluster.</summary>
    Downstream,
}
