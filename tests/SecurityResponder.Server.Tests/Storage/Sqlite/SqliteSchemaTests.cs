using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Storage.Sqlite;

public sealed class SqliteSchemaTests : IDisposable
{
    // A file of version 1 with two reports.
    private const string Version1 =
        """
        CREATE TABLE report (
            id INTEGER PRIMARY KEY, received_at TEXT NOT NULL, app_version TEXT NOT NULL, kubernetes_version TEXT NOT NULL,
            cluster_id BLOB, mode TEXT, server_node_count INTEGER, agent_node_count INTEGER, server_cpu_millicores INTEGER,
            agent_cpu_millicores INTEGER, server_memory_bytes INTEGER, agent_memory_bytes INTEGER, operating_system TEXT, os TEXT,
            kernel TEXT, arch TEXT, node_info_consistent INTEGER, selinux TEXT, cni_plugin TEXT, cni_version TEXT,
            ingress_controller TEXT, ingress_version TEXT, gpu_node_count INTEGER, gpu_vendor TEXT, gpu_operator TEXT,
            gpu_operator_version TEXT, rancher_managed INTEGER, rancher_role TEXT, rancher_version TEXT, rancher_prime INTEGER,
            rancher_install_id BLOB, ip_stack TEXT, dev INTEGER NOT NULL
        ) STRICT;
        INSERT INTO report (received_at, app_version, kubernetes_version, cluster_id, dev) VALUES
            ('2026-08-04T20:09:56Z', 'v1.34.1+rke2r1', 'v1.34.1', x'0102', 0),
            ('2026-08-05T20:09:56Z', 'v1.35.1+rke2r1', 'v1.35.1', x'0102', 0);
        PRAGMA user_version = 1;
        """;

    private const string ReportColumns2 =
        """
        report_id BLOB NOT NULL, received_at TEXT NOT NULL, app_version TEXT NOT NULL, kubernetes_version TEXT NOT NULL, country TEXT,
        cluster_id BLOB NOT NULL, mode TEXT, server_node_count INTEGER, agent_node_count INTEGER, server_cpu_millicores INTEGER,
        agent_cpu_millicores INTEGER, server_memory_bytes INTEGER, agent_memory_bytes INTEGER, operating_system TEXT, os TEXT,
        kernel TEXT, arch TEXT, node_info_consistent INTEGER, selinux TEXT, cni_plugin TEXT, cni_version TEXT,
        ingress_controller TEXT, ingress_version TEXT, gpu_node_count INTEGER, gpu_vendor TEXT, gpu_operator TEXT,
        gpu_operator_version TEXT, rancher_managed INTEGER, rancher_role TEXT, rancher_version TEXT, rancher_prime INTEGER,
        rancher_install_id BLOB, ip_stack TEXT, dev INTEGER NOT NULL
        """;

    // A file of version 2: one cluster on a stored day, counts of that day, and of a day whose reports are deleted.
    private const string Version2 =
        $"""
        CREATE TABLE report (id INTEGER PRIMARY KEY AUTOINCREMENT, {ReportColumns2}) STRICT;
        CREATE UNIQUE INDEX report_by_report_id ON report (report_id);
        CREATE TABLE cluster ({ReportColumns2}, PRIMARY KEY (cluster_id, dev)) STRICT, WITHOUT ROWID;
        CREATE TABLE cluster_day (
            day TEXT NOT NULL, dev INTEGER NOT NULL, cluster_id BLOB NOT NULL, received_at TEXT NOT NULL, report_id BLOB NOT NULL,
            PRIMARY KEY (day, dev, cluster_id)) STRICT, WITHOUT ROWID;
        CREATE TABLE daily (
            day TEXT NOT NULL, dev INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, clusters INTEGER NOT NULL,
            PRIMARY KEY (day, dev, name, value)) STRICT, WITHOUT ROWID;
        CREATE TABLE cluster_name (cluster_id BLOB PRIMARY KEY, name TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE progress (name TEXT PRIMARY KEY, report INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        INSERT INTO progress (name, report) VALUES ('file', 7), ('derived', 1);
        INSERT INTO report (report_id, received_at, app_version, kubernetes_version, cluster_id, server_node_count, agent_node_count, dev)
        VALUES (x'01', '2026-08-04T20:09:56Z', 'v1.34.1+rke2r1', 'v1.34.1', x'0102', 1, 2, 0);
        INSERT INTO cluster (report_id, received_at, app_version, kubernetes_version, cluster_id, server_node_count, agent_node_count, dev)
        SELECT report_id, received_at, app_version, kubernetes_version, cluster_id, server_node_count, agent_node_count, dev FROM report;
        INSERT INTO cluster_day VALUES ('2026-08-04', 0, x'0102', '2026-08-04T20:09:56Z', x'01');
        INSERT INTO daily (day, dev, name, value, clusters) VALUES
            ('2026-01-01', 0, 'all', '', 9), ('2026-01-01', 0, 'os', 'SLES', 5), ('2026-01-01', 0, 'os', 'ACME', 1),
            ('2026-01-01', 0, 'os', '', 3), ('2026-01-01', 1, 'all', '', 0), ('2026-08-04', 0, 'all', '', 1);
        PRAGMA user_version = 2;
        """;

    private readonly TemporaryDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_file_of_version_1_is_migrated_and_its_reports_are_counted()
    {
        var data = DataDirectory.Open(_data.Path);
        Execute(data.Database, Version1);
        using var store = new ReportStore(data, TimeProvider.System, NullLogger<ReportStore>.Instance);
        await store.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(SaveOutcome.Saved, await store.SaveAsync(Reports.Of("another")));
        Assert.Equal(3, await store.ExecuteAsync(ClusterDerivation.DeriveNext, TestContext.Current.CancellationToken));
        await store.StopAsync(TestContext.Current.CancellationToken);

        var reports = ReportDatabase.Read(data.Database)
            .Select(row => StoredReport.Columns.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second)).ToList();
        Assert.Equal(["v1.34.1+rke2r1", "v1.35.1+rke2r1", "v1.34.1+rke2r1"], reports.Select(report => report["app_version"]));
        var ids = reports.ConvertAll(report => new Guid((byte[])report["report_id"]!, bigEndian: true));
        Assert.Equal([7, 7, 7], ids.Select(id => id.Version));
        Assert.All(ids, id => Assert.InRange(id.Variant, 8, 11));
        Assert.Equal("019fce65-a620", ids[0].ToString()[..13]);
        Assert.Equal("v1.35.1", Text(data.Database, "SELECT kubernetes_version FROM cluster WHERE cluster_id = x'0102'"));
    }

    [Fact]
    public async Task A_file_of_version_2_keeps_its_counts_and_its_figures()
    {
        var data = DataDirectory.Open(_data.Path);
        Execute(data.Database, Version2);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 5, 12, 0, 0, TimeSpan.Zero));
        using var store = new ReportStore(data, time, NullLogger<ReportStore>.Instance);
        await store.StartAsync(TestContext.Current.CancellationToken);
        using var derivation = new ClusterDerivation(store, time);
        var figures = new Figures(new SqliteFigureStore(data, derivation), time);
        var window = new FigureFilter(new(2026, 8, 1), new(2026, 8, 5), false, new Dictionary<string, string?>());

        Assert.Equal("2026-01-01 final, 2026-08-04 counted", Text(
            data.Database, "SELECT group_concat(day || ' ' || state, ', ' ORDER BY day) FROM counted_day"));
        Assert.Equal("(other values) 4, SLES 5", Text(
            data.Database, "SELECT group_concat(value || ' ' || clusters, ', ' ORDER BY value) FROM daily WHERE name = 'os'"));
        Assert.Equal("9", Text(
            data.Database, "SELECT CAST(clusters AS TEXT) FROM daily WHERE day = '2026-01-01' AND name = 'all' AND dev = 0"));
        using var maintenance = new SqliteMaintenance(
            store, data, new SqliteFigureStore(data, derivation), new Retention(90, IsSqliteCounted: true), time,
            NullLogger<SqliteMaintenance>.Instance);
        await maintenance.RunAsync(TestContext.Current.CancellationToken);
        foreach (var (column, value) in new[] { ("kubernetes_minor", "v1.34"), ("cluster_size", "2-5") })
        {
            Assert.Equal([new ValueCount(value, 1)], await figures.CountByAsync(column, window, TestContext.Current.CancellationToken));
        }

        await store.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_database_of_a_newer_program_is_not_opened()
    {
        var file = _data.File("reports.db");
        Execute(file, "PRAGMA user_version = 99");

        Assert.Contains("schema version 99", Assert.Throws<InvalidDataException>(() => ReportDatabase.Open(file)).Message);
    }

    [Fact]
    public void No_id_is_used_twice_even_after_the_newest_reports_were_deleted()
    {
        var file = _data.File("reports.db");
        using (var database = ReportDatabase.Open(file))
        {
            database.Insert([StoredReport.Of(Reports.Of("a"), null, DateTimeOffset.UtcNow, [1])]);
        }

        Execute(file, "DELETE FROM report");
        using (var database = ReportDatabase.Open(file))
        {
            database.Insert([StoredReport.Of(Reports.Of("a"), null, DateTimeOffset.UtcNow, [1])]);
        }

        Assert.Equal("2", Text(file, "SELECT CAST(id AS TEXT) FROM report"));
    }

    private static void Execute(string file, string sql)
    {
        using var connection = ReportDatabase.Connect(file, SqliteOpenMode.ReadWriteCreate);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string? Text(string file, string sql)
    {
        using var connection = ReportDatabase.Connect(file, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() as string;
    }
}
