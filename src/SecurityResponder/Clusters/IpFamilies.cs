namespace SecurityResponder.Clusters;

/// <summary>The address families of a cluster.</summary>
public enum IpFamilies
{
    /// <summary>IPv4 only.</summary>
    Ipv4Only,

    /// <summary>IPv6 only.</summary>
    Ipv6Only,

    /// <summary>Both (<see href="https://kubernetes.io/docs/concepts/services-networking/dual-stack/"/>).</summary>
    DualStack,
}
