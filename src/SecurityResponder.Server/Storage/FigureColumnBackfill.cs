using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage;

/// <summary>Computes the columns of figures in rows that an earlier version has stored without them. Reports of this version are stored
/// with them, see <see cref="StoredReport.Of"/>.</summary>
internal static class FigureColumnBackfill
{
    /// <summary>The number of rows that are filled in by one transaction.</summary>
    public const int SliceSize = 2000;

    private const string Nodes = "(server_node_count + agent_node_count)";

    /// <summary>Fills in both columns: the assignments of an UPDATE.</summary>
    /// <param name="kubernetesMinor">The minor version as an expression of the store; NULL for a version that has none.</param>
    public static string Assignments(string kubernetesMinor) =>
        $"""
        {FigureColumn.KubernetesMinor} = coalesce({kubernetesMinor}, ''),
            {FigureColumn.ClusterSize} = CASE WHEN {Nodes} < 1 THEN NULL
                WHEN {Nodes} = 1 THEN '1'
                WHEN {Nodes} <= 5 THEN '2-5'
                WHEN {Nodes} <= 20 THEN '6-20'
                WHEN {Nodes} <= 100 THEN '21-100'
                WHEN {Nodes} <= 500 THEN '101-500'
                WHEN {Nodes} > 500 THEN '501+'
            END
        """;
}
