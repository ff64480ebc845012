using System.Text.Json.Nodes;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Tests.Storage;

/// <summary>The tests of lists of clusters that both stores must pass.</summary>
public abstract class FleetSuite : IAsyncLifetime
{
    private static readonly DateTimeOffset Monday = new(2026, 8, 3, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly FirstDay = new(2026, 8, 3);
    private static readonly FleetOrder LastSeenFirst = new(FleetSort.LastSeen, IsDescending: true);

    private IStoreUnderTest _store = null!;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private protected abstract Task<IStoreUnderTest> StartAsync(DateTimeOffset now);

    public async ValueTask InitializeAsync()
    {
        _store = await StartAsync(Monday);
        await SaveAsync(0, "v1.34.1+rke2r1", ("cni-plugin", "canal"), ("serverNodeCount", 3), ("agentNodeCount", 20));
        await SaveAsync(1, "v1.35.7+rke2r1", ("cni-plugin", "cilium"), ("serverNodeCount", 1));
        await SaveAsync(2, "v1.35.7+rke2r1", ("cni-plugin", "cilium"), ("rancher-managed", true));
        await SaveAsync(3, "v1.35.7+rke2r1", ("cni-plugin", "cilium"), ("serverNodeCount", 1), ("agentNodeCount", 1));
        await _store.FlushAsync();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _store.DisposeAsync();
    }

    [Fact]
    public async Task Clusters_with_the_same_facts_are_one_group()
    {
        var groups = await _store.Fleet.GroupsAsync(All, Cancelled);

        Assert.Equal([1, 1, 2], groups.Select(group => group.Clusters).Order());
        Assert.Equal(3, groups.Select(group => group.Key).Distinct().Count());
        Assert.All(groups, group => Assert.Equal(group.Values["app_version"], FleetGroup.VersionIn(group.Key)));
        var managed = Assert.Single(groups, group => group.Values["rancher_managed"] is true);
        Assert.Equal(["v1.35.7+rke2r1", "cilium", null], ((string[])["app_version", "cni_plugin", "ingress_controller"])
            .Select(column => managed.Values[column]));
    }

    [Theory]
    [InlineData("LastSeen", true, "3 2 1 0")]
    [InlineData("LastSeen", false, "0 1 2 3")]
    [InlineData("Nodes", true, "0 3 1 2")]
    [InlineData("Nodes", false, "1 3 0 2")]
    [InlineData("Name", false, "2 0 3 1")]
    [InlineData("Name", true, "0 2 3 1")]
    public async Task A_list_is_sorted_by_the_store(string sort, bool isDescending, string days)
    {
        await NameAsync(0, "staging");
        await NameAsync(2, "Production");

        Assert.Equal(days, await DaysAsync(All, new FleetOrder(Enum.Parse<FleetSort>(sort), isDescending)));
    }

    [Fact]
    public async Task A_list_has_the_clusters_of_the_groups()
    {
        var groups = (await _store.Fleet.GroupsAsync(All, Cancelled)).ToDictionary(
            group => $"{group.Values["app_version"]} {group.Values["rancher_managed"]}", group => group.Key);
        string[] keys = [groups["v1.35.7+rke2r1 "], groups["v1.34.1+rke2r1 "]];

        Assert.Equal("3 1 0", await DaysAsync(All, LastSeenFirst with { Groups = keys }));
        Assert.Equal("0 3 1", await DaysAsync(All, new FleetOrder(FleetSort.Nodes, true, keys)));
        Assert.Equal("3 1", await DaysAsync(All, LastSeenFirst with { Groups = keys[..1] }));
        Assert.Equal("1", await DaysAsync(All, LastSeenFirst with { Groups = keys }, new FleetRange(1, 1)));
    }

    [Theory]
    [InlineData("V1.35", "3 2 1")]
    [InlineData("prod", "2")]
    [InlineData("%", "")]
    [InlineData("_", "")]
    [InlineData("'", "")]
    public async Task Versions_and_names_are_searched_without_regard_to_case(string search, string days)
    {
        await NameAsync(2, "Production");

        Assert.Equal(days, await DaysAsync(All with { Search = search }, LastSeenFirst));
        Assert.Equal(
            days.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length,
            await _store.Fleet.CountAsync(All with { Search = search }, Cancelled));
    }

    [Fact]
    public async Task A_cluster_is_found_by_its_id_and_by_the_beginning_of_its_id()
    {
        var cluster = (await ReadAsync(All, LastSeenFirst, null))[0];
        var digits = Convert.ToHexString(cluster.ClusterId)[..12];
        var found = await _store.Fleet.FindAsync(cluster.ClusterId, isDevelopment: false, Cancelled);

        Assert.Equal("3", await DaysAsync(All with { Search = digits }, LastSeenFirst));
        Assert.Equal("", await DaysAsync(All with { Search = digits[1..] }, LastSeenFirst));
        Assert.Equal("cilium", found!.Values["cni_plugin"]);
        Assert.Equal(FigureColumn.All.Count, found.Values.Count);
        Assert.Null(await _store.Fleet.FindAsync(cluster.ClusterId, isDevelopment: true, Cancelled));
        Assert.Null(await _store.Fleet.FindAsync(new byte[32], isDevelopment: false, Cancelled));
    }

    [Fact]
    public async Task Silence_the_window_and_values_select_clusters_together()
    {
        var silent = All with { SilentSince = Monday.AddDays(2) };

        Assert.Equal("1 0", await DaysAsync(silent, LastSeenFirst));
        Assert.Equal("1", await DaysAsync(silent with { Figures = Window(1, 5) }, LastSeenFirst));
        Assert.Equal("0", await DaysAsync(silent with { Figures = Window(0, 5, ("cni_plugin", "canal")) }, LastSeenFirst));
        Assert.Equal(0, await _store.Fleet.CountAsync(silent with { Figures = Window(0, 5, ("cni_plugin", null)) }, Cancelled));
    }

    [Fact]
    public async Task The_history_is_the_latest_report_of_each_day_of_one_cluster()
    {
        await _store.SaveAsync(Reports.Of("cluster 0", "v1.34.2+rke2r1", ("serverNodeCount", 5)), Monday.AddDays(4).AddHours(1));
        await _store.SaveAsync(Reports.Of("cluster 0", "v1.34.3+rke2r1"), Monday.AddDays(4).AddHours(2));
        await _store.FlushAsync();
        var id = (await ReadAsync(All, LastSeenFirst, null))[0].ClusterId;

        Assert.Equal(
            [new ClusterDay(FirstDay.AddDays(4), "v1.34.3+rke2r1", null), new ClusterDay(FirstDay, "v1.34.1+rke2r1", 23)],
            await _store.Fleet.HistoryAsync(id, false, FirstDay, FirstDay.AddDays(5), Cancelled));
        Assert.Single(await _store.Fleet.HistoryAsync(id, false, FirstDay.AddDays(1), FirstDay.AddDays(5), Cancelled));
        Assert.Empty(await _store.Fleet.HistoryAsync(id, true, FirstDay, FirstDay.AddDays(5), Cancelled));
    }

    private static FleetFilter All => new(Window(0, 5));

    private static FigureFilter Window(int first, int last, params (string Column, string? Value)[] values) => new(
        FirstDay.AddDays(first), FirstDay.AddDays(last), false, values.ToDictionary(value => value.Column, value => value.Value));

    private Task SaveAsync(int day, string version, params (string Key, JsonNode? Value)[] facts) =>
        _store.SaveAsync(Reports.Of($"cluster {day}", version, facts), Monday.AddDays(day).AddHours(12));

    private async Task NameAsync(int day, string name)
    {
        var cluster = (await ReadAsync(All, LastSeenFirst, null)).Single(cluster => (cluster.LastSeen - Monday).Days == day);
        await _store.Figures.SetNameAsync(cluster.ClusterId, name, Cancelled);
    }

    // Each cluster has reported on one day.
    private async Task<string> DaysAsync(FleetFilter filter, FleetOrder order, FleetRange? range = null) => string.Join(
        ' ', (await ReadAsync(filter, order, range)).Select(cluster => (cluster.LastSeen - Monday).Days));

    private Task<List<FleetCluster>> ReadAsync(FleetFilter filter, FleetOrder order, FleetRange? range) =>
        _store.Fleet.ListAsync(filter, order, range);
}
