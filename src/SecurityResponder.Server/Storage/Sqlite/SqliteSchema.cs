using Microsoft.Data.Sqlite;
using SecurityResponder.Server.Reports;

namespace SecurityResponder.Server.Storage.Sqlite;

/// <summary>The tables of the SQLite file, and how an older file gets them.</summary>
internal static class SqliteSchema
{
    private const int Version = 2;
    private const string VersionFound = "PRAGMA user_version";

    /// <summary>Makes or renews the tables, in one transaction: a file has the schema of one version, whole.</summary>
    /// <exception cref="InvalidDataException">A newer program wrote the file.</exception>
    public static void Migrate(SqliteConnection connection)
    {
        var found = connection.Number(VersionFound);
        if (found == Version)
        {
            return;
        }
        // Without a lock until here, so that a file that somebody holds can at least be opened.
        using var transaction = connection.BeginTransaction();
        found = connection.Number(VersionFound);
        if (found > Version)
        {
            throw new InvalidDataException($"{connection.DataSource} has schema version {found}, this program knows {Version}");
        }

        if (found < Version)
        {
            connection.Execute((found == 1 ? FromVersion1 : Tables) + $"PRAGMA user_version = {Version};");
        }

        transaction.Commit();
    }

    // AUTOINCREMENT: what reads on from an id must never see that id again, not even after the newest rows were deleted.
    // `file` tells this file from one that takes its place and counts its ids from 1 again.
    private static string Tables =>
        $"""
        CREATE TABLE report (id INTEGER PRIMARY KEY AUTOINCREMENT, {Facts("BLOB")}) STRICT;
        CREATE UNIQUE INDEX report_by_report_id ON report (report_id);
        CREATE TABLE cluster ({Facts("BLOB NOT NULL")}, PRIMARY KEY (cluster_id, dev)) STRICT, WITHOUT ROWID;
        CREATE TABLE cluster_day (day TEXT NOT NULL, dev INTEGER NOT NULL, cluster_id BLOB NOT NULL, received_at TEXT NOT NULL,
            report_id BLOB NOT NULL, PRIMARY KEY (day, dev, cluster_id)) STRICT, WITHOUT ROWID;
        CREATE TABLE daily (day TEXT NOT NULL, dev INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, clusters INTEGER NOT NULL,
            PRIMARY KEY (day, dev, name, value)) STRICT, WITHOUT ROWID;
        CREATE TABLE cluster_name (cluster_id BLOB PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE progress (name TEXT PRIMARY KEY, report INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO progress (name, report) VALUES ('file', random());

        """;

    // Version 1 had no ids of reports and no country. The ids that it gets are UUIDv7 as well, of the time when the report came.
    private static string FromVersion1
    {
        get
        {
            var known = string.Join(", ", StoredReport.Columns.Except(["report_id", "country"]));
            return "ALTER TABLE report RENAME TO report_1;\n" + Tables
                + $"""
                INSERT INTO report (id, report_id, {known})
                SELECT id, unhex(printf('%012x', unixepoch(received_at) * 1000) || '7' || substr(hex(randomblob(2)), 2)
                    || substr('89AB', abs(random() % 4) + 1, 1) || substr(hex(randomblob(8)), 2)), {known}
                FROM report_1 ORDER BY id;
                DROP TABLE report_1;

                """;
        }
    }

    private static string Facts(string clusterId) =>
        "report_id BLOB NOT NULL, received_at TEXT NOT NULL, app_version TEXT NOT NULL, kubernetes_version TEXT NOT NULL, country TEXT, "
        + string.Join(", ", ReportColumn.All.Select(column => $"{column.Name} {(column.Name == "cluster_id" ? clusterId : SqlType(column))}"));

    private static string SqlType(ReportColumn column) => column.Kind switch
    {
        ColumnKind.Count or ColumnKind.Boolean => "INTEGER",
        ColumnKind.Flag => "INTEGER NOT NULL",
        ColumnKind.Id => "BLOB",
        ColumnKind.Text or ColumnKind.TextOrNone => "TEXT",
        _ => throw new ArgumentOutOfRangeException(nameof(column), column.Kind, column.Name),
    };
}
