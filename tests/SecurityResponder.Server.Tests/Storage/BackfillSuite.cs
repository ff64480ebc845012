namespace SecurityResponder.Server.Tests.Storage;

/// <summary>Rows that an earlier version has stored without the columns of figures get them, in both stores.</summary>
public abstract class BackfillSuite : IAsyncLifetime
{
    private const string Reports = "SELECT report_id, kubernetes_minor, cluster_size FROM report ORDER BY report_id";
    private const string Clusters = "SELECT cluster_id, kubernetes_minor, cluster_size FROM cluster ORDER BY cluster_id";
    private const string Rollup =
        "SELECT name, value, clusters FROM daily WHERE name IN ('kubernetes_minor', 'cluster_size') ORDER BY name, value";

    private static readonly DateTimeOffset Monday = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);

    private static readonly string[] Versions =
        ["v1.34.1+rke2r1", "v1.35.12+rke2r2", "v1.9.10-rc2+rke2r1", "1.100.0", "v1.35.0-alpha.1+rke2r1.2", "V1.36.2"];

    private IStoreUnderTest _store = null!;

    /// <summary>Starts a new store.</summary>
    private protected abstract Task<IStoreUnderTest> StartAsync(DateTimeOffset now);

    private protected IStoreUnderTest Store => _store;

    public async ValueTask InitializeAsync() => _store = await StartAsync(Monday);

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    // The columns that the program computes are the expected ones. Three slices of reports and of clusters, the last one not full.
    [Fact]
    public async Task They_get_the_same_values_as_new_reports()
    {
        await SaveAsync(4500);
        var (reports, clusters) = (await _store.RowsAsync(Reports), await _store.RowsAsync(Clusters));
        Assert.Equal((4500, 4500), (reports.Count, clusters.Count));
        await _store.RemoveFigureColumnsAsync();
        Assert.NotEqual(reports, await _store.RowsAsync(Reports));

        await _store.MaintainAsync(Monday.AddHours(1));

        Assert.Equal(reports, await _store.RowsAsync(Reports));
        Assert.Equal(clusters, await _store.RowsAsync(Clusters));
    }

    [Fact]
    public async Task Their_day_is_counted_with_these_values()
    {
        await SaveAsync(300);
        await _store.MaintainAsync(Monday.AddDays(1));
        var counts = await _store.RowsAsync(Rollup);
        Assert.Contains("cluster_size,2-5,", string.Join(' ', counts));

        await _store.RemoveFigureColumnsAsync();
        await _store.SaveAsync(Storage.Reports.Of("late", Versions[0], ("serverNodeCount", 3), ("agentNodeCount", 0)), Monday);
        await _store.FlushAsync();
        await _store.MaintainAsync(Monday.AddDays(1).AddHours(1));

        var clusters = counts.Select(row => row.Split(',')).ToDictionary(row => (row[0], row[1]), row => int.Parse(row[2]));
        clusters[("kubernetes_minor", "v1.34")]++;
        clusters[("cluster_size", "2-5")]++;
        Assert.Equal(clusters.Select(count => $"{count.Key.Item1},{count.Key.Item2},{count.Value}"), await _store.RowsAsync(Rollup));
    }

    // A seed for each index: every version, and node counts of every range and of none.
    private async Task SaveAsync(int reports)
    {
        int?[] nodes = [null, -1, 0, 1, 2, 5, 6, 20, 21, 100, 101, 500, 501];
        await Task.WhenAll(Enumerable.Range(0, reports).Select(index => _store.SaveAsync(
            Storage.Reports.Of(
                $"cluster {index}", Versions[index % Versions.Length],
                ("serverNodeCount", nodes[index % nodes.Length]), ("agentNodeCount", index % 7 == 0 ? null : index % 3)),
            Monday.AddMilliseconds(index))));
        await _store.FlushAsync();
    }
}
