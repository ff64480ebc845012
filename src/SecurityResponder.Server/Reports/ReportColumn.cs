using System.Collections.Immutable;

namespace SecurityResponder.Server.Reports;

/// <summary>The type of a column. <see cref="ColumnValue"/> reads each type from both request shapes.</summary>
internal enum ColumnKind
{
    /// <summary>Text of at most 256 characters; <c>unknown</c>, <c>none</c> and <c>""</c> are NULL.</summary>
    Text,

    /// <summary>Text in which <c>none</c> is a value.</summary>
    TextOrNone,

    /// <summary>A whole number from 0; -1 ("not shared") is NULL.</summary>
    Count,

    /// <summary>1 or 0; <c>unknown</c> and <c>none</c> are NULL.</summary>
    Boolean,

    /// <summary>1 for true; 0 for false or missing.</summary>
    Flag,

    /// <summary>An id, stored as a keyed hash of 32 bytes.</summary>
    Id,
}

/// <summary>One column of a report.</summary>
/// <param name="Name">The name in the database and in printed reports.</param>
/// <param name="Kind">The type.</param>
/// <param name="Meaning">The meaning, and what NULL means.</param>
/// <param name="Keys">The keys on the wire that fill it, highest priority first.</param>
internal sealed record ReportColumn(string Name, ColumnKind Kind, string Meaning, params string[] Keys)
{
    /// <summary>The position in <see cref="All"/>.</summary>
    public int Ordinal { get; private init; }

    /// <summary>Every value that is stored of a report, besides its time, version and country.</summary>
    /// <remarks>A key that no column has is dropped unread: <c>system-default-registry</c> may name a company.</remarks>
    public static ImmutableArray<ReportColumn> All { get; } = Numbered(
        new("cluster_id", ColumnKind.Id, "The cluster, as a keyed hash of its UID; NULL when not reported.", "clusteruuid"),
        new("mode", ColumnKind.Text, "recommended or minimal.", "mode"),
        new("server_node_count", ColumnKind.Count, "Server nodes; NULL when not shared.", "serverNodeCount"),
        new("agent_node_count", ColumnKind.Count, "Agent nodes; NULL when not shared.", "agentNodeCount"),
        new("server_cpu_millicores", ColumnKind.Count, "The servers' CPU; NULL when not shared.", "serverCPU"),
        new("agent_cpu_millicores", ColumnKind.Count, "The agents' CPU; NULL when not shared.", "agentCPU"),
        new("server_memory_bytes", ColumnKind.Count, "The servers' memory; NULL when not shared.", "serverMemory"),
        new("agent_memory_bytes", ColumnKind.Count, "The agents' memory; NULL when not shared.", "agentMemory"),
        new("operating_system", ColumnKind.Text, "E.g. linux; NULL when unknown.", "operating-system"),
        new("os", ColumnKind.Text, "E.g. SLE Micro 6.1; NULL when unknown.", "os"),
        new("kernel", ColumnKind.Text, "E.g. 6.4.0-150600.23.47-default; NULL when unknown.", "kernel"),
        new("arch", ColumnKind.Text, "E.g. amd64; NULL when unknown.", "arch"),
        new("node_info_consistent", ColumnKind.Boolean, "Whether all nodes have the same; NULL when unknown.", "node-info-consistent"),
        new("selinux", ColumnKind.Text, "enabled, disabled or mixed; NULL when unknown.", "selinux"),
        new("cni_plugin", ColumnKind.Text, "E.g. canal; NULL when unknown.", "cni-plugin"),
        new("cni_version", ColumnKind.Text, "E.g. v3.30.3; NULL when unknown.", "cni-version"),
        new("ingress_controller", ColumnKind.TextOrNone, "E.g. traefik, or none; NULL when unknown.", "ingress-controller"),
        new("ingress_version", ColumnKind.Text, "E.g. v1.12.6; NULL when unknown.", "ingress-version"),
        new("gpu_node_count", ColumnKind.Count, "Nodes with a GPU; NULL when not shared.", "gpuNodeCount", "gpu-nodes"),
        new("gpu_vendor", ColumnKind.Text, "nvidia, amd or intel; NULL for none.", "gpu-vendor"),
        new("gpu_operator", ColumnKind.Text, "E.g. nvidia-gpu-operator; NULL for none.", "gpu-operator"),
        new("gpu_operator_version", ColumnKind.Text, "E.g. v25.10.1; NULL when unknown.", "gpu-operator-version"),
        new("rancher_managed", ColumnKind.Boolean, "Whether Rancher manages the cluster; NULL when unknown.", "rancher-managed"),
        new("rancher_role", ColumnKind.TextOrNone, "server, downstream or none; NULL when not reported.", "rancher-role"),
        new("rancher_version", ColumnKind.Text, "E.g. v2.12.2; NULL when not shared.", "rancher-version"),
        new("rancher_prime", ColumnKind.Boolean, "Whether the cluster uses RKE2 Prime; NULL when not reported.", "rancher-prime"),
        new("rancher_install_id", ColumnKind.Id, "Rancher's installation, as a keyed hash; NULL when not shared.", "rancher-install-uuid"),
        new("ip_stack", ColumnKind.Text, "ipv4-only, ipv6-only or dual-stack; NULL when unknown.", "ip-stack"),
        new("dev", ColumnKind.Flag, "1 for a development build of the client, else 0.", "dev"));

    /// <summary>The column with a name.</summary>
    public static ReportColumn Named(string name) => All.Single(column => column.Name == name);

    private static ImmutableArray<ReportColumn> Numbered(params ReportColumn[] columns) =>
        [.. columns.Select((column, index) => column with { Ordinal = index })];
}
