namespace SecurityResponder.Components;

/// <summary>Where a component runs. It decides which version counts for an installed cluster.</summary>
[Flags]
public enum ComponentScope
{
    /// <summary>Nowhere. Not used.</summary>
    None = 0,

    /// <summary>Once for the cluster: its version is that of the API server's release.</summary>
    ControlPlane = 1,

    /// <summary>On each node: its version is that of the node's release, or what the node reports.</summary>
    Node = 2,

    /// <summary>In a DaemonSet or Deployment: its version is the tag of the image that runs.</summary>
    Workload = 4,
}
