using Microsoft.Data.Sqlite;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>Fills in the columns of figures in the rows that an earlier version has written: the reports from the newest to the oldest,
/// then the clusters, which a report that is not filled in yet can still change.</summary>
/// <remarks>The progress row <see cref="ProgressName"/> holds the last report that is not filled in. A new file has no such row.</remarks>
internal sealed class SqliteBackfill(ReportStore store)
{
    /// <summary>The name of the progress row.</summary>
    public const string ProgressName = "without_minor";

    // SQLite has no regular expressions: without its "v", the version up to its second dot.
    private const string Digits = "ltrim(kubernetes_version, 'vV')";
    private const string KubernetesMinor =
        $"'v' || substr({Digits}, 1, instr({Digits}, '.') + instr(substr({Digits}, instr({Digits}, '.') + 1) || '.', '.') - 1)";

    private const string HasProgress = "SELECT EXISTS (SELECT 1 FROM progress WHERE name = @name)";

    private const string RemoveProgress = "DELETE FROM progress WHERE name = @name";

    // Ids have gaps, where reports were deleted.
    private const string LastReport = "SELECT coalesce(max(id), 0) FROM report WHERE id <= @last";

    private const string LastCluster =
        "SELECT cluster_id FROM cluster WHERE cluster_id > @after ORDER BY cluster_id LIMIT 1 OFFSET @limit";

    private static readonly string FillReports =
        $"""
        UPDATE report SET {FigureColumnBackfill.Assignments(KubernetesMinor)}
        WHERE id > @last - @limit AND id <= @last AND {FigureColumn.KubernetesMinor} IS NULL
        """;

    private static readonly string FillClusters =
        $"""
        UPDATE cluster SET {FigureColumnBackfill.Assignments(KubernetesMinor)}
        WHERE cluster_id > @after AND (@last IS NULL OR cluster_id <= @last) AND {FigureColumn.KubernetesMinor} IS NULL
        """;

    /// <summary>Fills in all rows, slice by slice. A program that is stopped continues after its next start.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (!await ExecuteAsync(connection => connection.Number(HasProgress, ("@name", ProgressName)) == 1, cancellationToken))
        {
            return;
        }

        while (await ExecuteAsync(FillNextReports, cancellationToken))
        {
            continue;
        }

        for (byte[]? after = []; after is not null;)
        {
            var previous = after;
            after = await ExecuteAsync(connection => FillNextClusters(connection, previous), cancellationToken);
        }

        await ExecuteAsync(connection => connection.Execute(RemoveProgress, ("@name", ProgressName)), cancellationToken);
    }

    // Returns whether there may be more.
    private static bool FillNextReports(SqliteConnection connection)
    {
        var last = connection.Number(LastReport, ("@last", connection.Number(SqliteStatements.Progress, ("@name", ProgressName))));
        if (last == 0)
        {
            return false;
        }

        connection.Execute(FillReports, ("@last", last), ("@limit", FigureColumnBackfill.SliceSize));
        connection.Execute(
            SqliteStatements.SaveProgress, ("@name", ProgressName), ("@report", Math.Max(0, last - FigureColumnBackfill.SliceSize)));
        return true;
    }

    // Returns the last cluster of the slice; null for the last slice.
    private static byte[]? FillNextClusters(SqliteConnection connection, byte[] after)
    {
        using var select = connection.Command(LastCluster, ("@after", after), ("@limit", FigureColumnBackfill.SliceSize - 1));
        var last = select.ExecuteScalar() as byte[];
        connection.Execute(FillClusters, ("@after", after), ("@last", last ?? (object)DBNull.Value));
        return last;
    }

    private Task<T> ExecuteAsync<T>(Func<SqliteConnection, T> action, CancellationToken cancellationToken) =>
        store.ExecuteAsync(database => database.InTransaction(action), cancellationToken);
}
