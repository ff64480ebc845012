namespace SecurityResponder.Clusters;

/// <summary>SELinux on the nodes of a cluster, as far as known.</summary>
public enum Selinux
{
    /// <summary>Disabled on every node.</summary>
    Disabled,

    /// <summary>Enabled on every node.</summary>
    Enabled,

    /// <summary>Enabled on some nodes.</summary>
    Mixed,
}
