using Microsoft.Data.Sqlite;
using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>The tables of the SQLite file, and the migrations of older files.</summary>
internal static class SqliteSchema
{
    private const int Version = 5;
    private const string FileVersion = "PRAGMA user_version";

    /// <summary>Creates or migrates the tables in one transaction.</summary>
    /// <exception cref="InvalidDataException">A newer program wrote the file.</exception>
    public static void Migrate(SqliteConnection connection)
    {
        var found = connection.Number(FileVersion);
        if (found == Version)
        {
            return;
        }

        // No lock is taken before, so that a file that another program has locked can be opened.
        using var transaction = connection.BeginTransaction();
        found = connection.Number(FileVersion);
        if (found > Version)
        {
            throw new InvalidDataException($"{connection.DataSource} has schema version {found}, this program supports {Version}");
        }

        if (found < Version)
        {
            var migration = found switch
            {
                0 => Tables,
                1 => FromVersion1,
                2 => FromVersion2,
                3 => Snapshot + FillIn,
                _ => FillIn,
            };
            connection.Execute(migration + $"PRAGMA user_version = {Version};");
        }

        transaction.Commit();
    }

    // AUTOINCREMENT: an id is never used again, even after the newest rows were deleted, because readers continue from the last id they
    // read. The progress row `file` identifies the file: a file that replaces it starts its ids at 1 again.
    private static string Tables =>
        $"""
        CREATE TABLE report (id INTEGER PRIMARY KEY AUTOINCREMENT, {ReportColumns("BLOB")}) STRICT;
        CREATE UNIQUE INDEX report_by_report_id ON report (report_id);
        CREATE TABLE cluster ({ReportColumns("BLOB NOT NULL")}, PRIMARY KEY (cluster_id, dev)) STRICT, WITHOUT ROWID;
        CREATE TABLE cluster_day (
            day TEXT NOT NULL,
            dev INTEGER NOT NULL,
            cluster_id BLOB NOT NULL,
            received_at TEXT NOT NULL,
            report_id BLOB NOT NULL,
            PRIMARY KEY (day, dev, cluster_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE daily (
            day TEXT NOT NULL,
            dev INTEGER NOT NULL,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            clusters INTEGER NOT NULL,
            PRIMARY KEY (day, dev, name, value)
        ) STRICT, WITHOUT ROWID;
        {CountedDay}
        {Snapshot}
        CREATE TABLE cluster_name (cluster_id BLOB PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE progress (name TEXT PRIMARY KEY, report INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO progress (name, report) VALUES ('file', random());

        """;

    private const string CountedDay = "CREATE TABLE counted_day (day TEXT PRIMARY KEY, state TEXT NOT NULL) STRICT, WITHOUT ROWID;";

    // Version 3 had no snapshot of the figures.
    private const string Snapshot =
        """
        CREATE TABLE figure_snapshot (
            counted_at TEXT NOT NULL,
            window_days INTEGER NOT NULL,
            dev INTEGER NOT NULL,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            clusters INTEGER NOT NULL,
            PRIMARY KEY (dev, window_days, name, value)
        ) STRICT, WITHOUT ROWID;

        """;

    // Until version 4, figures computed the minors and sizes that version 2 had not stored. Now the maintenance fills them in.
    private const string FillIn =
        $"""
        INSERT INTO progress (name, report) SELECT '{SqliteBackfill.ProgressName}', coalesce(max(id), 0) FROM report;

        """;

    // Version 2 had no states of days, no minors and sizes, and kept rare values. A day whose rows are deleted is counted for ever.
    private const string FromVersion2 =
        $"""
        {CountedDay}
        {Snapshot}
        ALTER TABLE report ADD COLUMN {FigureColumn.KubernetesMinor} TEXT;
        ALTER TABLE report ADD COLUMN {FigureColumn.ClusterSize} TEXT;
        ALTER TABLE cluster ADD COLUMN {FigureColumn.KubernetesMinor} TEXT;
        ALTER TABLE cluster ADD COLUMN {FigureColumn.ClusterSize} TEXT;
        INSERT INTO counted_day (day, state)
        SELECT DISTINCT day, CASE WHEN day >= (SELECT min(d.day) FROM cluster_day d) THEN '{DayState.Counted}' ELSE '{DayState.Final}' END
        FROM daily;
        INSERT INTO daily (day, dev, name, value, clusters)
        SELECT day, dev, name, '{DailyRollup.OtherValues}', sum(clusters)
        FROM daily
        WHERE name <> '{DailyRollup.All}' AND (clusters < 5 OR value = '{DailyRollup.OtherValues}')
        GROUP BY day, dev, name
        ON CONFLICT (day, dev, name, value) DO UPDATE SET clusters = excluded.clusters;
        DELETE FROM daily WHERE name <> '{DailyRollup.All}' AND clusters < 5 AND value <> '{DailyRollup.OtherValues}';
        {FillIn}
        """;

    // Version 1 had no report ids and no country. The ids are UUIDv7 of the time when the report came, as for new reports.
    private static string FromVersion1
    {
        get
        {
            var columns = string.Join(
                ", ", StoredReport.Columns.Except(["report_id", "country", FigureColumn.KubernetesMinor, FigureColumn.ClusterSize]));
            return
                $"""
                ALTER TABLE report RENAME TO report_1;
                {Tables}
                INSERT INTO report (id, report_id, {columns})
                SELECT
                    id,
                    unhex(
                        printf('%012x', unixepoch(received_at) * 1000)
                        || '7' || substr(hex(randomblob(2)), 2)
                        || substr('89AB', abs(random() % 4) + 1, 1) || substr(hex(randomblob(8)), 2)),
                    {columns}
                FROM report_1
                ORDER BY id;
                DROP TABLE report_1;
                {FillIn}
                """;
        }
    }

    private static string ReportColumns(string clusterIdType) =>
        "report_id BLOB NOT NULL, received_at TEXT NOT NULL, app_version TEXT NOT NULL, kubernetes_version TEXT NOT NULL, country TEXT, "
        + $"{FigureColumn.KubernetesMinor} TEXT, {FigureColumn.ClusterSize} TEXT, "
        + string.Join(", ", ReportColumn.All.Select(column =>
            $"{column.Name} {(column.Name == "cluster_id" ? clusterIdType : SqlType(column))}"));

    private static string SqlType(ReportColumn column) => column.Kind switch
    {
        ColumnKind.Count or ColumnKind.Boolean => "INTEGER",
        ColumnKind.Flag => "INTEGER NOT NULL",
        ColumnKind.Id => "BLOB",
        ColumnKind.Text or ColumnKind.TextOrNone => "TEXT",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.Kind, column.Name),
    };
}
