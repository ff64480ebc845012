using Npgsql;
using SecurityResponder.Server.Storage;
using SecurityResponder.Server.Storage.Postgres;
using SecurityResponder.Server.Tests.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Storage.Postgres;

/// <summary>Daily counts survive a change of the store, a kill, and reports that arrive while they are made.</summary>
public sealed class DailyCountTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 3, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly Day = new(2026, 8, 3);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counts_of_a_SQLite_file_are_kept_when_PostgreSQL_becomes_the_store()
    {
        await using var before = await SqliteStoreUnderTest.StartAsync(Noon);
        for (var i = 0; i < 7; i++)
        {
            await before.SaveAsync(Reports.Of($"cluster {i}", facts: ("os", "SLES")), Noon);
            await before.SaveAsync(Reports.Of($"cluster {i % 6}", facts: ("os", "SLES")), Noon.AddDays(90));
        }

        await before.FlushAsync();
        await before.MaintainAsync(Noon.AddDays(91));
        Assert.Equal(7, await before.NumberAsync("SELECT count(*) FROM report"));

        var database = await postgres.NewDatabaseAsync();
        await using var store = await PostgresStoreUnderTest.StartAsync(
            Noon.AddDays(91), database, directory: Path.GetDirectoryName(before.Data.Database));
        await store.FlushAsync();
        for (var run = 0; run < 2; run++)
        {
            await store.MaintainAsync(Noon.AddDays(91));
            Assert.Equal(7, await store.NumberAsync("SELECT clusters FROM daily WHERE day = '2026-08-03' AND value = 'SLES'"));
            Assert.Equal(6, await store.NumberAsync("SELECT clusters FROM daily WHERE day = '2026-11-01' AND value = 'SLES'"));
        }

        Assert.Equal([7], await ActiveAsync(store, Day));
        Assert.Equal([6], await ActiveAsync(store, Day.AddDays(90)));
    }

    [Fact]
    public async Task Reports_of_a_journal_that_waits_longer_than_the_retention_period_are_counted()
    {
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, await postgres.NewDatabaseAsync());
        await store.SaveAsync(Reports.Of("a"), Noon);
        await store.SaveAsync(Reports.Of("b"), Noon);
        await store.MaintainJournalAsync(Noon.AddDays(200));
        await store.FlushAsync();
        await store.MaintainAsync(Noon.AddDays(200));

        Assert.Equal([2], await ActiveAsync(store, Day));
        Assert.Equal(0, await store.NumberAsync("SELECT count(*) FROM report"));
    }

    [Fact]
    public async Task A_report_that_arrives_while_its_day_is_counted_is_not_delayed_and_the_day_is_counted_again()
    {
        await using var store = await StartWithOneReportAsync();
        await using var source = PostgresConnections.Open(store.Database);
        await using var connection = await source.OpenConnectionAsync(Cancelled);
        Assert.Equal(1, await RunAsync(connection, PostgresStatements.BeginCounting));
        await using (var counting = await connection.BeginTransactionAsync(Cancelled))
        {
            Assert.Equal(true, await connection.ScalarAsync(PostgresStatements.TryMaintenance, Cancelled));
            var rollup = await DailyRollup.ReadAsync(connection, PostgresFigureStatements.Rollup, Day, Cancelled);
            Assert.Equal(1, Assert.Single(rollup, row => row.Name == DailyRollup.All && !row.IsDevelopment).Clusters);
            await store.SaveAsync(Reports.Of("b"), Noon);
            await store.FlushAsync().WaitAsync(TimeSpan.FromMinutes(1), Cancelled);

            Assert.Equal(0, await RunAsync(connection, PostgresStatements.EndCounting));
        }

        await store.MaintainAsync(Noon.AddDays(1));
        Assert.Equal(2, await store.NumberAsync("SELECT clusters FROM daily WHERE name = 'all' AND NOT dev"));
    }

    [Fact]
    public async Task A_day_whose_count_was_killed_is_counted_again()
    {
        await using var store = await StartWithOneReportAsync();
        await using var source = PostgresConnections.Open(store.Database);
        await using var connection = await source.OpenConnectionAsync(Cancelled);
        await RunAsync(connection, PostgresStatements.BeginCounting);
        Assert.Equal([1], await ActiveAsync(store, Day));
        await store.MaintainAsync(Noon.AddDays(1));

        Assert.Equal(1, await store.NumberAsync("SELECT count(*) FROM counted_day WHERE day = '2026-08-03' AND state = 'counted'"));
        Assert.Equal([1], await ActiveAsync(store, Day));
    }

    [Fact]
    public async Task A_rollup_reads_the_reports_of_the_day_once()
    {
        await using var store = await StartWithOneReportAsync();
        await store.SaveAsync(Reports.Of("a"), Noon.AddDays(1));
        await store.FlushAsync();
        var plan = string.Concat((await PostgresFixture.RowsAsync(
            store.Database,
            "EXPLAIN " + PostgresFigureStatements.Rollup
                .Replace("@day", "DATE '2026-08-03'", StringComparison.Ordinal)
                .Replace("@min", "5", StringComparison.Ordinal).Replace("@limit", "10", StringComparison.Ordinal)))
            .Select(row => row[0] + "\n"));

        Assert.Equal(2, plan.Split(" on report_2026_08_03").Length);
        Assert.DoesNotContain("report_2026_08_04", plan, StringComparison.Ordinal);
        Assert.Equal(2, plan.Split(" on cluster_day").Length);
    }

    private async Task<PostgresStoreUnderTest> StartWithOneReportAsync()
    {
        var store = await PostgresStoreUnderTest.StartAsync(Noon, await postgres.NewDatabaseAsync());
        await store.SaveAsync(Reports.Of("a"), Noon);
        await store.FlushAsync();
        return store;
    }

    private static async Task<IEnumerable<long>> ActiveAsync(PostgresStoreUnderTest store, DateOnly day)
    {
        var filter = new Server.Statistics.FigureFilter(day, day, false, new Dictionary<string, string?>());
        return (await store.Figures.ActiveByDayAsync(filter, Cancelled)).Select(count => count.Clusters);
    }

    private static async Task<int> RunAsync(NpgsqlConnection connection, string statement)
    {
        await using var command = new NpgsqlCommand(statement, connection)
        {
            Parameters = { new NpgsqlParameter<DateOnly> { TypedValue = Day } },
        };
        return await command.ExecuteNonQueryAsync(Cancelled);
    }
}
