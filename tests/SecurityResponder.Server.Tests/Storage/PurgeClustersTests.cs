using SecurityResponder.Server.Commands;
using SecurityResponder.Server.Settings;
using SecurityResponder.Server.Tests.Storage.Postgres;
using SecurityResponder.Server.Tests.Storage.Sqlite;

namespace SecurityResponder.Server.Tests.Storage;

/// <summary>Invented clusters are deleted in bulk, honest ones stay.</summary>
public sealed class PurgeClustersTests(PostgresFixture postgres)
{
    private const int Invented = 700;
    private const int Honest = 20;

    private static readonly DateTimeOffset Noon = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly string[] Tables = ["report", "cluster", "cluster_day"];

    private static readonly ClusterSelection Attack =
        ClusterSelection.None.WithWindow("2026-08-31T13:00:00Z..2026-09-01").WithPatterns("os=ACME*,arch=a?c_%");

    [Fact]
    public async Task Invented_clusters_of_a_file_are_deleted_and_honest_ones_stay()
    {
        await using var store = await SqliteStoreUnderTest.StartAsync(Noon);
        await FillAsync(store);
        var options = new ServerOptions { Data = Path.GetDirectoryName(store.Data.Database)!, Selection = Attack };

        var preview = await PurgeClusters.RunAsync(options);
        Assert.StartsWith($"Would delete {Invented} clusters with {2 * Invented} reports.\n", preview, StringComparison.Ordinal);
        Assert.Equal(12, preview.Split('\n').Length);
        Assert.Contains("os=ACME?", preview, StringComparison.Ordinal);
        await AssertAsync(store, Honest + Invented);

        var done = await PurgeClusters.RunAsync(options with { IsConfirmed = true });
        Assert.StartsWith(
            $"Deleted {Invented} clusters with {2 * Invented} reports.\nThe database is in use", done, StringComparison.Ordinal);
        await AssertAsync(store, Honest);
        Assert.Equal("Would delete 0 clusters with 0 reports.", await PurgeClusters.RunAsync(options));
    }

    [Fact]
    public async Task A_file_that_nobody_else_uses_becomes_smaller()
    {
        using var folder = new TemporaryDirectory();
        await using (var store = await SqliteStoreUnderTest.StartAsync(Noon))
        {
            await FillAsync(store);
            foreach (var file in Directory.GetFiles(Path.GetDirectoryName(store.Data.Database)!))
            {
                File.Copy(file, folder.File(Path.GetFileName(file)));
            }
        }

        var before = Directory.GetFiles(folder.Path).Sum(file => new FileInfo(file).Length);
        var done = await PurgeClusters.RunAsync(new ServerOptions { Data = folder.Path, Selection = Attack, IsConfirmed = true });

        Assert.Equal($"Deleted {Invented} clusters with {2 * Invented} reports.", done);
        Assert.InRange(new FileInfo(folder.File("reports.db")).Length, 1, before / 3);
    }

    [Fact]
    public async Task Invented_clusters_in_PostgreSQL_are_deleted_and_honest_ones_stay()
    {
        var database = await postgres.NewDatabaseAsync();
        await using var store = await PostgresStoreUnderTest.StartAsync(Noon, database);
        await FillAsync(store);
        var options =
            new ServerOptions { Data = Path.GetDirectoryName(store.Data.Database)!, Postgres = database, Selection = Attack };

        var preview = await PurgeClusters.RunAsync(options);
        Assert.StartsWith($"Would delete {Invented} clusters with {2 * Invented} reports.\n", preview, StringComparison.Ordinal);
        Assert.Equal(12, preview.Split('\n').Length);
        await AssertAsync(store, Honest + Invented);

        Assert.Equal(
            $"Deleted {Invented} clusters with {2 * Invented} reports.", await PurgeClusters.RunAsync(options with { IsConfirmed = true }));
        await AssertAsync(store, Honest);
    }

    [Theory]
    [InlineData("purge", "--data", "d")]
    [InlineData("purge", "--data", "d", "--match", "os")]
    [InlineData("purge", "--data", "d", "--first-seen", "yesterday..")]
    [InlineData("purge", "--data", "d", "--first-seen", "2026-08-31")]
    [InlineData("purge", "--data", "d", "--first-seen", "..")]
    [InlineData("--data", "d", "--feed", "f", "--yes")]
    public void A_purge_without_criteria_or_with_wrong_ones_is_a_bad_setting(params string[] arguments) =>
        Assert.Throws<InvalidSettingsException>(() => CommandLine.Parse(arguments, _ => null));

    [Fact]
    public void Only_yes_confirms()
    {
        string[] arguments = ["purge", "--data", "d", "--match", "os=A*,arch=b", "--first-seen", "2026-08-31.."];

        var looks = Assert.IsType<Purge>(CommandLine.Parse(arguments, _ => null)).Options;
        Assert.False(looks.IsConfirmed);
        Assert.Equal([new ValuePattern("os", "A*"), new ValuePattern("arch", "b")], looks.Selection.Patterns);
        Assert.Equal((new DateTimeOffset(2026, 8, 31, 0, 0, 0, TimeSpan.Zero), null), (looks.Selection.From, looks.Selection.To));
        Assert.True(Assert.IsType<Purge>(CommandLine.Parse([.. arguments, "--yes"], _ => null)).Options.IsConfirmed);
    }

    [Theory]
    [InlineData("cluster_id=*")]
    [InlineData("nothing=*")]
    [InlineData("server_node_count=1")]
    public async Task A_column_that_is_no_text_is_a_bad_setting(string pattern)
    {
        await using var store = await SqliteStoreUnderTest.StartAsync(Noon);
        var options = new ServerOptions
        {
            Data = Path.GetDirectoryName(store.Data.Database)!,
            Selection = ClusterSelection.None.WithPatterns(pattern),
        };

        await Assert.ThrowsAsync<InvalidSettingsException>(() => PurgeClusters.RunAsync(options));
    }

    // Honest clusters share a part of the criteria each: the time, the pattern, or what a pattern would mean as one of the database.
    private static async Task FillAsync(IStoreUnderTest store)
    {
        var during = Noon.AddHours(2);
        for (var i = 0; i < Honest; i++)
        {
            await store.SaveAsync(Reports.Of($"honest-{i}", facts: [("os", "SLE"), ("arch", "abc_%")]), i < 5 ? Noon : during);
        }

        await store.SaveAsync(Reports.Of("honest-0", facts: [("os", "ACME"), ("arch", "abc_%")]), during);
        await store.SaveAsync(Reports.Of("honest-1", facts: [("os", "acme"), ("arch", "abc_%")]), during);
        await store.SaveAsync(Reports.Of("honest-6", facts: [("os", "ACME"), ("arch", "abcde")]), during);
        for (var i = 0; i < Invented; i++)
        {
            await store.SaveAsync(Reports.Of($"invented-{i}", facts: [("os", "ACME\u202e" + i), ("arch", "abc_%")]), during);
            await store.SaveAsync(
                Reports.Of($"invented-{i}", facts: [("os", "ACME\u202e" + i), ("arch", "abc_%")]), during.AddMinutes(1));
        }

        await store.FlushAsync();
    }

    private static async Task AssertAsync(IStoreUnderTest store, int clusters)
    {
        foreach (var table in Tables)
        {
            Assert.Equal((table, clusters), (table, await store.NumberAsync($"SELECT count(DISTINCT cluster_id) FROM {table}")));
        }
    }
}
