namespace SecurityResponder.Client.Printing;

/// <summary>The nodes of a plan.</summary>
/// <param name="Name">The plan's name.</param>
/// <param name="Selector">Label expressions in YAML.</param>
/// <param name="IsServer">Whether they are servers.</param>
/// <param name="WaitsFor">The plan that must finish first; null to start immediately.</param>
internal sealed record PlanNodes(string Name, IReadOnlyList<string> Selector, bool IsServer, string? WaitsFor)
{
    private const string Linux = "{key: kubernetes.io/os, operator: In, values: [\"linux\"]}";
    private const string ControlPlane = "{key: node-role.kubernetes.io/control-plane, operator: In, values: [\"true\"]}";
    private const string NotControlPlane = "{key: node-role.kubernetes.io/control-plane, operator: NotIn, values: [\"true\"]}";
    private const string Etcd = "{key: node-role.kubernetes.io/etcd, operator: In, values: [\"true\"]}";
    private const string NotEtcd = "{key: node-role.kubernetes.io/etcd, operator: NotIn, values: [\"true\"]}";

    /// <summary>Servers that run only etcd.</summary>
    public static PlanNodes EtcdServers { get; } = new("rke2-server-etcd", [Etcd, NotControlPlane], true, null);

    /// <summary>Servers of the control plane, with or without etcd. They cannot wait for the plan before them: the upgrade image waits
    /// for nodes of the control plane only.</summary>
    public static PlanNodes Servers { get; } = new("rke2-server", [ControlPlane], true, null);

    /// <summary>Linux agents, when the servers run the release. RKE2 has no upgrade image for Windows.</summary>
    public static PlanNodes Agents { get; } = new("rke2-agent", [Linux, NotControlPlane, NotEtcd], false, Servers.Name);

    /// <summary>Linux agents of a cluster whose servers already run the release.</summary>
    public static PlanNodes AgentsOnly { get; } = Agents with { WaitsFor = null };
}
