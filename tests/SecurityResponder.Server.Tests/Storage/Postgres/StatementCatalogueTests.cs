using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Postgres;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

/// <summary>Every statement that the responder sends to PostgreSQL while it runs, in <c>docs/statements.sql</c>, and the rules that they
/// keep on Citus and behind PgBouncer.</summary>
public sealed partial class StatementCatalogueTests
{
    private const string Head =
        """
        -- Every statement that a running responder sends to PostgreSQL, and how Citus runs it. A test writes this file (make docs).
        -- Migrations and the statements that create and drop the partition of a day are not listed.
        --
        -- The rules, which the same test checks: each transaction may get another session of PgBouncer, so there are no temporary
        -- tables, no session locks and no SET without LOCAL. No statement joins rows of two clusters, and none uses GROUPING SETS,
        -- which Citus refuses.

        """;

    private const string Router = "Citus: to the worker of the cluster.";
    private const string Coordinator = "Citus: on the coordinator.";
    private const string Reference = "Citus: to the reference table on every node, with two-phase commit.";
    private const string Workers = "Citus: on all workers at once; the coordinator adds up their groups.";
    private const string Split = "Citus: the coordinator splits the arrays by cluster and sends each worker its rows.";
    private const string Shards = "Citus: on all shards at once.";

    private static readonly FigureCondition Condition = new(FigureColumn.Named("cni_plugin"), HasValue: true);

    private static readonly FleetClauses Clauses = new([Condition], HasSearch: true, HasSilent: true, HasGroups: false);

    private static readonly IReadOnlyList<FigureColumn> Columns =
        [.. Dimension.All.Select(dimension => FigureColumn.Named(dimension.Column))];

    private static readonly PostgresFigureStatements Figures = new();

    private static readonly (string Name, string Sql, string Note)[] Catalogue =
    [
        ("StartWriting", PostgresStatements.StartWriting, Coordinator),
        ("Forgotten", PostgresStatements.Forgotten, "Citus: to the workers of the clusters."),
        ("InsertReports", PostgresStatements.InsertReports, Split),
        ("DeleteReplaced", ReplacedReports.DeleteReplaced, Router + " Sent only with reports over the quota of their cluster."),
        ("DeriveClusterDays", PostgresStatements.DeriveClusterDays, Split),
        ("DeriveClusters", PostgresStatements.DeriveClusters, Split),
        ("MarkChangedDays", PostgresStatements.MarkChangedDays, Reference + " Sent only with reports of past days."),
        ("SaveFingerprint", PostgresStatements.SaveFingerprint, Coordinator),
        ("HasFingerprint", PostgresStatements.HasFingerprint, Coordinator),
        ("TryMaintenance", PostgresStatements.TryMaintenance, Coordinator),
        ("CountedDays", PostgresStatements.CountedDays, "Citus: on one node, which has both reference tables."),
        .. Filled("Clusters", PostgresBackfill.Clusters),
        .. Filled("Reports", PostgresBackfill.Reports),
        ("IsWaiting", PostgresBackfill.IsWaiting, Workers),
        ("BeginCounting", PostgresStatements.BeginCounting, Reference),
        ("CountSettings", PostgresStatements.CountSettings, "Citus: passed on to the workers."),
        ("Rollup", PostgresFigureStatements.Rollup, "Citus: each worker returns its clusters that are alike; the coordinator counts them."),
        ("EndCounting", PostgresStatements.EndCounting, Reference),
        ("SetFinal", PostgresStatements.SetFinal, Reference),
        ("SetCountedFinal", PostgresStatements.SetCountedFinal, Reference),
        ("TotalsOfDays", PostgresStatements.TotalsOfDays, "Citus: on one node."),
        ("DeleteRollup", PostgresStatements.DeleteRollup, Reference),
        ("InsertRollup", PostgresStatements.InsertRollup, Reference),
        ("TrySnapshot", PostgresStatements.TrySnapshot, Coordinator),
        ("SnapshotTime", PostgresStatements.SnapshotTime, Coordinator),
        ("CountSnapshot", Figures.CountSnapshot, "Citus: each worker returns its clusters that are alike; the coordinator counts them."),
        ("DeleteSnapshot", PostgresStatements.DeleteSnapshot, Coordinator),
        ("InsertSnapshot", PostgresStatements.InsertSnapshot, Coordinator),
        ("Partitions", PostgresStatements.Partitions, Coordinator),
        ("LockTimeout", PostgresStatements.LockTimeout, Coordinator),
        ("DeleteOldReports", PostgresStatements.DeleteOldReports, Shards),
        .. PostgresStatements.DeleteOld.Select((sql, index) => ($"DeleteOld {index + 1}", sql, Shards)),
        ("DeleteOldClusters", PostgresStatements.DeleteOldClusters, Shards + " Once a day, because it reads the whole table."),
        ("ClustersByDay", Figures.ClustersByDay, Workers),
        ("FilterSettings", PostgresStatements.FilterSettings, "Citus: passed on to the workers."),
        ("MatchingClustersByDay", Figures.MatchingClustersByDay(true, [Condition]), Workers),
        ("ClustersByValue", Figures.ClustersByValue(Columns, true, [Condition]), Workers),
        ("ClustersByValue of a past window", Figures.ClustersByValue([FigureColumn.Named("os")], false, []), Workers),
        ("ClustersUpTo", FigureStatements.ClustersUpTo, Workers),
        ("Snapshot", Figures.Snapshot, Coordinator),
        ("FleetCount", Figures.FleetCount(Clauses), Workers),
        ("FleetGroups", Figures.FleetGroups(Clauses), Workers),
        ("FleetClusters", Figures.FleetClusters(Clauses with { HasGroups = true }, FleetSort.LastSeen, true, hasRange: false),
            "Citus: each worker returns its clusters; the coordinator merges them."),
        ("FleetClusters of a page", Figures.FleetClusters(Clauses, FleetSort.LastSeen, true, hasRange: true),
            "Citus: each worker returns the ids of its first clusters; the coordinator merges them and asks for the rows."),
        ("FleetCluster", Figures.FleetCluster, Router),
        ("ClusterHistory", Figures.ClusterHistory, Router),
        ("SetName", Figures.SetName, Router),
        ("RemoveName", Figures.RemoveName, Router),
    ];

    public static TheoryData<string> Names => [.. Catalogue.Select(statement => statement.Name)];

    [Fact]
    public void Every_statement_is_in_the_catalogue()
    {
        var declared = typeof(PostgresStatements).GetMembers(BindingFlags.Public | BindingFlags.Static)
            .Where(member => member is FieldInfo or PropertyInfo)
            .Select(member => member.Name)
            .Except(["WriteLock", "MaintenanceLock", "SnapshotLock", "ClusterDayColumns", "DeleteOld"]);

        Assert.Empty(declared.Except(Catalogue.Select(statement => statement.Name)));
    }

    // Citus cannot run GROUPING SETS on distributed tables. PgBouncer gives each transaction another session.
    [Theory, MemberData(nameof(Names))]
    public void A_statement_uses_nothing_that_Citus_refuses_or_that_needs_a_session(string name)
    {
        var sql = Sql(name);

        Assert.DoesNotMatch(@"(?i)\b(GROUPING|ROLLUP|CUBE|TEMP|TEMPORARY|PREPARE|LISTEN|DECLARE|DISCARD)\b", sql);
        Assert.DoesNotMatch(@"(?i)pg_(try_)?advisory_(lock|unlock)", sql);
        Assert.DoesNotMatch(@"(?i)\bSET (?!LOCAL )\w+(\.\w+)? (=|TO) (?=')", sql.Replace("DO UPDATE SET", "", StringComparison.Ordinal)
            .Replace("UPDATE counted_day SET", "", StringComparison.Ordinal));
        Assert.DoesNotMatch(@"(?i)set_config\('[^']+', '[^']+', false\)", sql);
    }

    // Each cluster is on one machine, with all its rows.
    [Theory, MemberData(nameof(Names))]
    public void Distributed_tables_are_joined_by_cluster(string name)
    {
        foreach (Match join in Join().Matches(Sql(name)))
        {
            Assert.Matches(@"\w+\.cluster_id = \w+\.cluster_id", join.Value);
        }
    }

    [Fact]
    public async Task The_document_lists_them()
    {
        var expected = new StringBuilder(Head);
        foreach (var (name, sql, note) in Catalogue)
        {
            expected.AppendJoin('\n', "", "-- " + name, "-- " + note, sql + ";", "");
        }

        var file = Path.Combine(Path.GetDirectoryName(Repository.ResponderDocument)!, "statements.sql");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(file, expected.ToString(), TestContext.Current.CancellationToken);
            return;
        }

        Assert.Equal(expected.ToString(), await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    private static (string Name, string Sql, string Note)[] Filled(string table, PostgresBackfill backfill) =>
    [
        ($"{table} without a minor", backfill.Slice, "Citus: each worker returns its first keys; the coordinator merges them."),
        ($"{table} filled in", backfill.Fill, Shards),
    ];

    private static string Sql(string name) => Catalogue.Single(statement => statement.Name == name).Sql;

    [GeneratedRegex(@"\bJOIN (cluster|cluster_day|cluster_name|report|latest) \w+ ON [^\n]*(\n +AND[^\n]*)*")]
    private static partial Regex Join();
}
