using SecurityResponder.Server.Reports;

namespace SecurityResponder.Server.Statistics;

/// <summary>A column that clusters can be counted and filtered by.</summary>
/// <param name="Name">Its name, e.g. <c>cni_plugin</c>. SQL contains these names only, never a name from a request.</param>
/// <param name="Kind">What it holds.</param>
internal sealed record FigureColumn(string Name, ColumnKind Kind)
{
    /// <summary>The minor version of Kubernetes, e.g. <c>v1.35</c>.</summary>
    public const string KubernetesMinor = "kubernetes_minor";

    /// <summary>The number of nodes as a range: <c>1</c>, <c>2-5</c>, <c>6-20</c>, <c>21-100</c>, <c>101-500</c>, <c>501+</c>; null when
    /// not shared.</summary>
    public const string ClusterSize = "cluster_size";

    /// <summary>All columns, those that every report has first. Ids are not among them.</summary>
    public static IReadOnlyList<FigureColumn> All { get; } =
    [
        new("app_version", ColumnKind.Text),
        new("kubernetes_version", ColumnKind.Text),
        new(KubernetesMinor, ColumnKind.Text),
        new(ClusterSize, ColumnKind.Text),
        new("country", ColumnKind.Text),
        .. ReportColumn.All.Where(column => column.Kind is not (ColumnKind.Id or ColumnKind.Flag))
            .Select(column => new FigureColumn(column.Name, column.Kind)),
    ];

    /// <summary>Finds a column by its name.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public static FigureColumn Named(string name) =>
        All.FirstOrDefault(column => column.Name == name)
        ?? throw new ArgumentException($"{name} is not a column of the figures", nameof(name));
}
