using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Tests.Storage;

/// <summary>The tests of figures that are counted ahead, which both stores must pass.</summary>
public abstract class SnapshotSuite : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly ReleaseFacts NoFacts = new(null, DateTimeOffset.UnixEpoch);

    private IStoreUnderTest _store = null!;

    private protected abstract Task<IStoreUnderTest> StartAsync(DateTimeOffset now);

    public async ValueTask InitializeAsync() => _store = await StartAsync(Noon);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _store.DisposeAsync();
    }

    // Windows of 7, 30 and 90 days, reports on both sides of their first day, values that are not reported, and days that are counted.
    [Fact]
    public async Task A_snapshot_has_the_figures_that_counting_every_cluster_gives()
    {
        await SaveRandomAsync(new Random(7));
        await _store.MaintainAsync(Noon.AddHours(-1));
        var counted = await AllAsync(Noon);
        await _store.CountSnapshotAsync(Noon);
        await _store.SaveAsync(Reports.Of("new"), Noon);
        await _store.FlushAsync();

        Assert.Equal(counted, await AllAsync(Noon.AddMinutes(20)));
    }

    [Fact]
    public async Task Figures_say_when_they_were_counted_and_end_on_that_day()
    {
        await _store.SaveAsync(Reports.Of("a"), Noon.AddHours(11));
        await _store.FlushAsync();
        await _store.CountSnapshotAsync(Noon.AddHours(11).AddMinutes(59));
        var counts = await CountAsync(FigureQuery.Default, Noon.AddHours(12).AddMinutes(10));

        Assert.Equal(Noon.AddHours(11).AddMinutes(59), counts.At);
        Assert.Equal((30, new DayCount(new DateOnly(2026, 8, 31), 1)), (counts.Days.Count, counts.Days[^1]));
    }

    [Fact]
    public async Task A_report_appears_with_the_next_snapshot_and_in_filtered_figures_at_once()
    {
        await _store.SaveAsync(Reports.Of("a", facts: ("cni-plugin", "cilium")), Noon);
        await _store.FlushAsync();
        await _store.CountSnapshotAsync(Noon);
        await _store.SaveAsync(Reports.Of("b", facts: ("cni-plugin", "cilium")), Noon.AddMinutes(1));
        await _store.FlushAsync();

        Assert.Equal(1, (await CountAsync(FigureQuery.Default, Noon.AddMinutes(2))).Total);
        Assert.Equal(2, (await CountAsync(FigureQuery.Default.With(Dimension.Find("cni")!, "cilium"), Noon.AddMinutes(2))).Total);
        await _store.CountSnapshotAsync(Noon.AddMinutes(15));
        Assert.Equal(2, (await CountAsync(FigureQuery.Default, Noon.AddMinutes(16))).Total);
    }

    [Fact]
    public async Task A_small_fleet_is_counted_for_each_page()
    {
        await SaveAsync("a", "b", "c");
        await _store.CountSnapshotAsync(Noon, maxWithoutSnapshot: 3);
        Assert.Equal(0, await _store.NumberAsync("SELECT count(*) FROM figure_snapshot"));
        await SaveAsync("d");
        await _store.CountSnapshotAsync(Noon, maxWithoutSnapshot: 3);
        Assert.Equal(4, await _store.NumberAsync("SELECT clusters FROM figure_snapshot WHERE name = 'all' AND window_days = 7"));
        await _store.CountSnapshotAsync(Noon.AddMinutes(15), maxWithoutSnapshot: 4);

        Assert.Equal(0, await _store.NumberAsync("SELECT count(*) FROM figure_snapshot"));
    }

    [Fact]
    public async Task A_snapshot_of_more_than_a_day_ago_is_not_shown()
    {
        await SaveAsync("a");
        await _store.CountSnapshotAsync(Noon);
        await SaveAsync("b");

        Assert.Equal(1, (await CountAsync(FigureQuery.Default, Noon.AddHours(23))).Total);
        Assert.Equal(2, (await CountAsync(FigureQuery.Default, Noon.AddHours(24))).Total);
    }

    private async Task SaveAsync(params string[] clusters)
    {
        foreach (var cluster in clusters)
        {
            await _store.SaveAsync(Reports.Of(cluster), Noon);
        }

        await _store.FlushAsync();
    }

    private async Task SaveRandomAsync(Random random)
    {
        string?[] plugins = ["canal", "cilium", "calico", null], systems = ["SLES", "Ubuntu", null];
        foreach (var daysAgo in ((int[])[90, 89, 60, 30, 29, 8, 7, 6, 3, 1, 0]).SelectMany(day => Enumerable.Repeat(day, 9)))
        {
            await _store.SaveAsync(
                Reports.Of(
                    $"cluster {random.Next(60)}", $"v1.{30 + random.Next(6)}.{random.Next(3)}+rke2r1", [
                        ("cni-plugin", plugins[random.Next(4)]), ("os", systems[random.Next(3)]), ("serverNodeCount", random.Next(9)),
                        ("agentNodeCount", random.Next(9)), ("dev", random.Next(5) == 0)]),
                Noon.AddDays(-daysAgo));
        }

        await _store.FlushAsync();
    }

    private async Task<IReadOnlyList<string>> AllAsync(DateTimeOffset now)
    {
        var lines = new List<string>();
        foreach (var (days, isDevelopment) in FigureQuery.Windows.SelectMany(days => new[] { (days, false), (days, true) }))
        {
            var counts = await CountAsync(FigureQuery.Default with { Days = days, IsDevelopment = isDevelopment }, now);
            Assert.True(counts.Total > 0);
            lines.AddRange(counts.Days.Select(day => $"{days} {isDevelopment} {day}"));
            lines.AddRange(counts.Tables.Values.SelectMany(table =>
                table.Values.Select(value => $"{days} {isDevelopment} {table.Dimension.Name} {value} of {table.Total}")));
        }

        return lines;
    }

    private Task<Counts> CountAsync(FigureQuery query, DateTimeOffset now) =>
        Counts.ReadAsync(_store.Figures, NoFacts, query, now, TestContext.Current.CancellationToken);
}
