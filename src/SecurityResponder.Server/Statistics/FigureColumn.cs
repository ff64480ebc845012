using SecurityResponder.Server.Reports;

namespace SecurityResponder.Server.Statistics;

/// <summary>Something that clusters can be counted and chosen by.</summary>
/// <param name="Name">Its name, e.g. <c>cni_plugin</c>. SQL is only ever made of these, never of what somebody asked for.</param>
/// <param name="Kind">What it holds.</param>
internal sealed record FigureColumn(string Name, ColumnKind Kind)
{
    /// <summary>The minor of the version, e.g. <c>v1.35</c>.</summary>
    public const string KubernetesMinor = "kubernetes_minor";

    /// <summary>All nodes, in steps: <c>1</c>, <c>2-5</c>, <c>6-20</c>, <c>21-100</c>, <c>101-500</c>, <c>501+</c>; null when not shared.</summary>
    public const string ClusterSize = "cluster_size";

    /// <summary>All of them, those that every cluster tells first. Ids are none: nobody is counted by a hash.</summary>
    public static IReadOnlyList<FigureColumn> All { get; } =
    [
        new("app_version", ColumnKind.Text),
        new("kubernetes_version", ColumnKind.Text),
        new(KubernetesMinor, ColumnKind.Text),
        new(ClusterSize, ColumnKind.Text),
        new("country", ColumnKind.Text),
        .. ReportColumn.All.Where(column => column.Kind is not (ColumnKind.Id or ColumnKind.Flag)).Select(column => new FigureColumn(column.Name, column.Kind)),
    ];

    /// <summary>The column of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static FigureColumn Named(string name) =>
        All.FirstOrDefault(column => column.Name == name) ?? throw new ArgumentException($"no figure is kept by {name}", nameof(name));
}
