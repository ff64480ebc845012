namespace SecurityResponder.Clusters;

/// <summary>SELinux over the nodes that answered.</summary>
public enum Selinux
{
    /// <summary>No node that answered enforces it.</summary>
    Disabled,

    /// <summary>Every node that answered has it.</summary>
    Enabled,

    /// <summary>Nodes disagree.</summary>
    Mixed,
}
