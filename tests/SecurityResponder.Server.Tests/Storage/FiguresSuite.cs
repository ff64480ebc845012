using SecurityResponder.Server.Reports;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Tests.Storage;

/// <summary>The tests that both stores must pass.</summary>
public abstract class FiguresSuite : IAsyncLifetime
{
    private static readonly DateTimeOffset Monday = new(2026, 8, 3, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly FirstDay = new(2026, 8, 3);

    private IStoreUnderTest _store = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private Figures Figures => _store.Figures;

    private protected abstract Task<IStoreUnderTest> StartAsync(DateTimeOffset now);

    public async ValueTask InitializeAsync() => _store = await StartAsync(Monday);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task A_cluster_counts_once_a_day_however_often_it_reports_and_a_day_without_reports_is_0()
    {
        await SaveAsync(0, Reports.Of("a"), Reports.Of("a"), Reports.Of("b"));
        await SaveAsync(2, Reports.Of("b"), Reports.Of("b"));

        Assert.Equal([2, 0, 1, 0], await ActiveAsync(Window(0, 3)));
        Assert.Equal([0, 1], await ActiveAsync(Window(1, 2)));
        Assert.Empty(await ActiveAsync(Window(1, 0)));
    }

    [Theory]
    [InlineData(0, 0, "v1.33.0+rke2r1")]
    [InlineData(0, 1, "v1.34.1+rke2r1")]
    [InlineData(1, 5, "v1.35.2+rke2r1")]
    public async Task A_cluster_is_what_its_latest_report_in_the_window_says(int first, int last, string version)
    {
        await SaveAsync(0, Reports.Of("a", "v1.33.0+rke2r1"));
        await SaveAsync(1, Reports.Of("a", "v1.34.0+rke2r1"), Reports.Of("a", "v1.34.1+rke2r1"));
        await SaveAsync(3, Reports.Of("a", "v1.35.2+rke2r1"));

        Assert.Equal([new ValueCount(version, 1)], await Figures.CountByAsync("app_version", Window(first, last), Cancelled));
    }

    [Fact]
    public async Task Development_builds_are_counted_apart()
    {
        await SaveAsync(0, Reports.Of("a"), Reports.Of("b", facts: ("dev", true)), Reports.Of("c", facts: ("dev", true)));

        Assert.Equal([1], await ActiveAsync(Window(0, 0)));
        Assert.Equal([2], await ActiveAsync(Window(0, 0) with { IsDevelopment = true }));
        Assert.Equal(2, (await _store.Fleet.ListAsync(Window(0, 0) with { IsDevelopment = true })).Count);
        Assert.Single(await _store.Fleet.ListAsync(Window(0, 0)));
    }

    [Fact]
    public async Task A_report_without_a_cluster_id_is_not_counted()
    {
        await SaveAsync(0, Reports.Of(null), Reports.Of("a"));

        Assert.Equal([1], await ActiveAsync(Window(0, 0)));
        Assert.Equal([new ValueCount("v1.34.1+rke2r1", 1)], await Figures.CountByAsync("app_version", Window(0, 0), Cancelled));
    }

    [Fact]
    public async Task Values_select_clusters_and_unknown_is_a_value()
    {
        await SaveAsync(
            0, Reports.Of("a", facts: ("cni-plugin", "canal")), Reports.Of("b", facts: ("cni-plugin", "canal")), Reports.Of("c"));
        await SaveAsync(1, Reports.Of("a", "v1.35.0+rke2r1", ("cni-plugin", "cilium")));

        Assert.Equal(
            [new ValueCount(null, 1), new ValueCount("canal", 1), new ValueCount("cilium", 1)],
            await Figures.CountByAsync("cni_plugin", Window(0, 1), Cancelled));
        Assert.Equal([1, 0], await ActiveAsync(Window(0, 1, ("cni_plugin", "canal"))));
        Assert.Equal([1, 1], await ActiveAsync(Window(0, 1, ("cni_plugin", "cilium"))));
        Assert.Equal([1, 0], await ActiveAsync(Window(0, 1, ("cni_plugin", null))));
        Assert.Equal([0, 0], await ActiveAsync(Window(0, 1, ("cni_plugin", "canal"), ("app_version", "v1.35.0+rke2r1"))));
        Assert.Equal([2], await ActiveAsync(Window(0, 0, ("cni_plugin", "canal"), ("kubernetes_minor", "v1.34"))));
    }

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(1, 0, "1")]
    [InlineData(1, 1, "2-5")]
    [InlineData(3, 2, "2-5")]
    [InlineData(3, 3, "6-20")]
    [InlineData(3, 18, "21-100")]
    [InlineData(3, 98, "101-500")]
    [InlineData(3, 498, "501+")]
    [InlineData(-1, -1, null)]
    [InlineData(3, -1, null)]
    public async Task The_size_of_a_cluster_is_a_range(int servers, int agents, string? range)
    {
        await SaveAsync(0, Reports.Of("a", facts: [("serverNodeCount", servers), ("agentNodeCount", agents)]));

        Assert.Equal([new ValueCount(range, 1)], await Figures.CountByAsync("cluster_size", Window(0, 0), Cancelled));
        Assert.Equal([1], await ActiveAsync(Window(0, 0, ("cluster_size", range))));
    }

    [Theory]
    [InlineData("v1.35.7+rke2r1", "v1.35")]
    [InlineData("v1.9.10-rc2+rke2r1", "v1.9")]
    [InlineData("1.100.0", "v1.100")]
    public async Task The_minor_is_cut_from_the_version(string version, string minor)
    {
        await SaveAsync(0, Reports.Of("a", version));

        Assert.Equal([new ValueCount(minor, 1)], await Figures.CountByAsync("kubernetes_minor", Window(0, 0), Cancelled));
    }

    [Theory]
    [InlineData("rancher_managed", "true")]
    [InlineData("rancher_prime", "false")]
    [InlineData("server_node_count", "3")]
    [InlineData("ingress_controller", "none")]
    [InlineData("country", null)]
    public async Task Columns_of_every_kind_are_counted_and_filtered_as_text(string column, string? value)
    {
        await SaveAsync(0, Reports.Of(
            "a", "v1.34.1",
            ("rancher-managed", true), ("rancher-prime", "false"), ("serverNodeCount", 3), ("ingress-controller", "none")));

        Assert.Equal([new ValueCount(value, 1)], await Figures.CountByAsync(column, Window(0, 0), Cancelled));
        Assert.Equal([1], await ActiveAsync(Window(0, 0, (column, value))));
    }

    [Fact]
    public async Task Every_column_can_be_counted_in_a_past_and_in_a_present_window()
    {
        await SaveAsync(0, Reports.Of("a"));
        await SaveAsync(2, Reports.Of("a"));

        foreach (var column in FigureColumn.All)
        {
            Assert.Equal(1, Assert.Single(await Figures.CountByAsync(column.Name, Window(0, 0), Cancelled)).Clusters);
            Assert.Equal(1, Assert.Single(await Figures.CountByAsync(column.Name, Window(0, 2), Cancelled)).Clusters);
        }
    }

    [Theory]
    [InlineData("cluster_id")]
    [InlineData("rancher_install_id")]
    [InlineData("1); DROP TABLE report; --")]
    public async Task Nothing_else_can_be_counted(string column)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Figures.CountByAsync(column, Window(0, 0), Cancelled));
        await Assert.ThrowsAsync<ArgumentException>(() => Figures.ActiveByDayAsync(Window(0, 0, (column, "a")), Cancelled));
    }

    [Fact]
    public async Task The_fleet_lists_clusters_with_their_values_and_names_last_seen_first()
    {
        await SaveAsync(0, Reports.Of(
            "a", "v1.34.1+rke2r1",
            ("rancher-managed", true), ("serverNodeCount", 3), ("agentNodeCount", 0), ("os", "SLE Micro 6.1")));
        await SaveAsync(1, Reports.Of("b"));
        await SaveAsync(2, Reports.Of("c"));
        var first = (await _store.Fleet.ListAsync(Window(0, 2)))[^1];
        await Figures.SetNameAsync(first.ClusterId, "plant", Cancelled);
        await Figures.SetNameAsync(first.ClusterId, "Plant 7", Cancelled);
        var fleet = await _store.Fleet.ListAsync(Window(0, 2));
        var values = (await _store.Fleet.FindAsync(first.ClusterId, isDevelopment: false, Cancelled))!.Values;

        Assert.Equal([2, 1, 0], fleet.Select(cluster => (cluster.LastSeen - Monday).Days));
        Assert.Equal([null, null, "Plant 7"], fleet.Select(cluster => cluster.Name));
        Assert.Equal(32, fleet[2].ClusterId.Length);
        Assert.Equal(FigureColumn.All.Select(column => column.Name).Order(), values.Keys.Order());
        Assert.Equal(
            [null, "v1.34", "SLE Micro 6.1", true, 3L],
            ((string[])["kernel", "kubernetes_minor", "os", "rancher_managed", "server_node_count"])
                .Select(column => values[column]));

        await Figures.SetNameAsync(first.ClusterId, null, Cancelled);
        Assert.Null((await _store.Fleet.ListAsync(Window(0, 2)))[^1].Name);
    }

    [Fact]
    public async Task Reports_of_90_days_are_kept_and_the_counts_of_every_day()
    {
        await SaveAsync(
            0, Reports.Of("a", facts: ("cni-plugin", "canal")), Reports.Of("b"), Reports.Of(null), Reports.Of("d", facts: ("dev", true)));
        await SaveAsync(1, Reports.Of("b"));
        await _store.MaintainAsync(Monday.AddDays(90).AddHours(1));
        Assert.Equal(5, await _store.NumberAsync("SELECT count(*) FROM report"));
        await _store.MaintainAsync(Monday.AddDays(91).AddHours(1));

        Assert.Equal(1, await _store.NumberAsync("SELECT count(*) FROM report"));
        Assert.Equal(1, await _store.NumberAsync("SELECT count(*) FROM cluster"));
        Assert.Equal(1, await _store.NumberAsync("SELECT count(*) FROM cluster_day"));
        Assert.Equal([2, 1, 0], await ActiveAsync(Window(0, 2)));
        Assert.Equal([1, 0], await ActiveAsync(Window(0, 1) with { IsDevelopment = true }));
        await _store.MaintainAsync(Monday.AddDays(500));
        Assert.Equal(0, await _store.NumberAsync("SELECT count(*) FROM report"));
        Assert.Equal([2, 1, 0], await ActiveAsync(Window(0, 2)));
    }

    [Fact]
    public async Task A_late_report_is_counted_on_its_day_even_if_the_day_was_counted_already()
    {
        await SaveAsync(0, Reports.Of("a"));
        await _store.MaintainAsync(Monday.AddDays(1).AddHours(1));
        Assert.Equal(1, await _store.NumberAsync("SELECT clusters FROM daily WHERE name = 'kubernetes_minor'"));
        Assert.Equal(1, await _store.NumberAsync("SELECT count(*) FROM counted_day WHERE state = 'counted'"));
        await SaveAsync(0, Reports.Of("b"));

        Assert.Equal([2, 0], await ActiveAsync(Window(0, 1)));
        await _store.MaintainAsync(Monday.AddDays(1).AddHours(2));
        Assert.Equal(2, await _store.NumberAsync("SELECT clusters FROM daily WHERE name = 'kubernetes_minor'"));
        Assert.Equal([2, 0], await ActiveAsync(Window(0, 1)));
    }

    [Fact]
    public async Task A_late_report_does_not_change_the_counts_of_a_day_whose_reports_are_deleted()
    {
        await SaveAsync(0, Reports.Of("a"), Reports.Of("b"), Reports.Of("c"));
        await _store.MaintainAsync(Monday.AddDays(91).AddHours(1));
        await SaveAsync(0, Reports.Of("late"));
        await _store.MaintainAsync(Monday.AddDays(91).AddHours(2));

        Assert.Equal(0, await _store.NumberAsync("SELECT count(*) FROM report"));
        Assert.Equal([3], await ActiveAsync(Window(0, 0)));
    }

    [Fact]
    public async Task A_longer_retention_period_does_not_change_the_counts_of_days_whose_reports_are_deleted()
    {
        await SaveAsync(0, Reports.Of("a"), Reports.Of("b"));
        await _store.MaintainAsync(Monday.AddDays(40), retentionDays: 30);
        Assert.Equal(0, await _store.NumberAsync("SELECT count(*) FROM report"));
        await SaveAsync(0, Reports.Of("late"));
        await _store.MaintainAsync(Monday.AddDays(41));

        Assert.Equal([2], await ActiveAsync(Window(0, 0)));
    }

    [Fact]
    public async Task Reports_that_arrive_after_the_retention_period_are_counted_and_then_deleted()
    {
        await SaveAsync(0, Reports.Of("a"), Reports.Of("b"));
        await _store.MaintainAsync(Monday.AddDays(300));

        Assert.Equal(0, await _store.NumberAsync("SELECT count(*) FROM report"));
        Assert.Equal([2], await ActiveAsync(Window(0, 0)));
    }

    [Fact]
    public async Task Values_of_fewer_than_five_clusters_are_counted_for_ever_as_a_sum()
    {
        await SaveAsync(0, [
            .. Enumerable.Range(0, 6).Select(i => Reports.Of($"common {i}", facts: [("os", "SLES"), ("cni-plugin", "canal")])),
            .. Enumerable.Range(0, 4).Select(i => Reports.Of($"rare {i}", facts: [("os", "ACME 7"), ("cni-plugin", "canal")])),
            Reports.Of("other", facts: [("os", "ACME 8"), ("arch", "amd64")])]);
        await _store.MaintainAsync(Monday.AddDays(1).AddHours(1));

        Assert.Equal(6, await _store.NumberAsync("SELECT clusters FROM daily WHERE name = 'os' AND value = 'SLES'"));
        Assert.Equal(5, await _store.NumberAsync("SELECT clusters FROM daily WHERE name = 'os' AND value = '(other values)'"));
        Assert.Equal(2, await _store.NumberAsync("SELECT count(*) FROM daily WHERE name = 'os'"));
        Assert.Equal(10, await _store.NumberAsync("SELECT clusters FROM daily WHERE name = 'cni_plugin' AND value = 'canal'"));
        Assert.Equal(10, await _store.NumberAsync("SELECT clusters FROM daily WHERE name = 'arch' AND value = ''"));
        Assert.Equal(11, await _store.NumberAsync("SELECT clusters FROM daily WHERE name = 'all' AND NOT dev"));
    }

    [Fact]
    public async Task Any_number_of_unique_values_is_one_row_of_a_rollup()
    {
        await SaveAsync(0, [.. Enumerable.Range(0, 400).Select(i => Reports.Of($"cluster {i}", facts: [("os", $"os {i}")]))]);
        await _store.MaintainAsync(Monday.AddDays(1).AddHours(1));

        Assert.Equal(1, await _store.NumberAsync("SELECT count(*) FROM daily WHERE name = 'os'"));
        Assert.Equal(400, await _store.NumberAsync("SELECT clusters FROM daily WHERE name = 'os'"));
    }

    // Random reports of 12 clusters over 6 days; each figure is compared with its definition.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Figures_are_what_counting_by_hand_gives(int seed)
    {
        var random = new Random(seed);
        string[] plugins = ["canal", "cilium", "calico"];
        var saved = new List<(int Day, string? Cluster, string Plugin, bool IsDev)>();
        for (var day = 0; day < 6; day++)
        {
            for (var i = random.Next(12); i > 0; i--)
            {
                saved.Add((day, random.Next(10) == 0 ? null : $"cluster {random.Next(12)}", plugins[random.Next(3)], random.Next(4) == 0));
            }

            await SaveAsync(day, [.. saved.Where(report => report.Day == day)
                .Select(report => Reports.Of(report.Cluster, facts: [("cni-plugin", report.Plugin), ("dev", report.IsDev)]))]);
        }

        for (var (first, last) = (0, 0); first < 6; (first, last) = last == 5 ? (first + 1, first + 1) : (first, last + 1))
        {
            var counted = saved
                .Where(report => report.Day >= first && report.Day <= last && report.Cluster is not null && !report.IsDev).ToList();
            var clusters = counted.GroupBy(report => report.Cluster)
                .ToDictionary(reports => reports.Key!, reports => reports.Last().Plugin);
            var counts = clusters.GroupBy(cluster => cluster.Value).Select(plugin => new ValueCount(plugin.Key, plugin.Count()))
                .OrderByDescending(count => count.Clusters).ThenBy(count => count.Value, StringComparer.Ordinal);
            long Count(int day, string? plugin) => counted
                .Where(report => report.Day == day && (plugin is null || clusters[report.Cluster!] == plugin))
                .Select(report => report.Cluster).Distinct().Count();
            var days = Enumerable.Range(first, last - first + 1).ToList();

            Assert.Equal(counts, await Figures.CountByAsync("cni_plugin", Window(first, last), Cancelled));
            Assert.Equal(days.Select(day => Count(day, null)), await ActiveAsync(Window(first, last)));
            Assert.Equal(days.Select(day => Count(day, "canal")), await ActiveAsync(Window(first, last, ("cni_plugin", "canal"))));
        }
    }

    private static FigureFilter Window(int first, int last, params (string Column, string? Value)[] values) => new(
        FirstDay.AddDays(first), FirstDay.AddDays(last), false, values.ToDictionary(value => value.Column, value => value.Value));

    private async Task<IEnumerable<long>> ActiveAsync(FigureFilter filter)
    {
        var days = await Figures.ActiveByDayAsync(filter, Cancelled);
        Assert.Equal(Enumerable.Range(0, days.Count).Select(filter.From.AddDays), days.Select(day => day.Day));
        return days.Select(day => day.Clusters);
    }

    // From noon on, one second apart.
    private async Task SaveAsync(int day, params ClusterReport[] reports)
    {
        foreach (var (index, report) in reports.Index())
        {
            await _store.SaveAsync(report, Monday.AddDays(day).AddHours(12).AddSeconds(index));
        }

        await _store.FlushAsync();
    }
}
