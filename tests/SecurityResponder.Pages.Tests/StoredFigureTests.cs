using System.Globalization;
using Microsoft.Data.Sqlite;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Storage.Sqlite;

namespace SecurityResponder.Pages.Tests;

/// <summary>Compares the figures of the pages with rows of the store, which these tests read and count themselves.</summary>
public sealed class StoredFigureTests(Stage stage)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_total_of_the_home_page_is_the_number_of_stored_clusters(bool isOperator)
    {
        await using var view = await stage.OpenAsync(isOperator, "/");

        Assert.Equal(Precision(isOperator).Of(Clusters().Count, false).ToString(), await view.FigureAsync("total"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_release_in_the_list_has_the_number_of_stored_clusters_on_it(bool isOperator)
    {
        await using var view = await stage.OpenAsync(isOperator, "/releases");
        var counted = Clusters().CountBy(cluster => cluster.Version).ToDictionary();
        var rows = await view.Page.EvaluateAsync<string[][]>(
            """
            () => [...document.querySelectorAll("tbody tr")].map(row =>
              [row.querySelector("th a"), row.querySelector("[data-label=Clusters] a")].map(cell => cell.firstChild.textContent.trim()))
            """);

        // This release is not in the sample feed.
        Assert.Equal(counted.Keys.Except(["v1.33.4+rke2r1"]).Order(), rows.Select(row => row[0]).Intersect(counted.Keys).Order());
        Assert.All(rows, row => Assert.Equal(Precision(isOperator).Of(counted.GetValueOrDefault(row[0]), true).ToString(), row[1]));
    }

    [Theory]
    [InlineData("/fleet", null)]
    [InlineData("/fleet?page=2", null)]
    [InlineData("/fleet?version=v1.34.2%2Brke2r1", "v1.34.2+rke2r1")]
    [InlineData("/fleet?version=v1.34.3%2Brke2r3", "v1.34.3+rke2r3")]
    [InlineData("/fleet?dev=1", "v1.36.0+rke2r1")]
    public async Task Every_cluster_in_the_list_has_its_stored_version_and_nodes(string path, string? version)
    {
        await using var view = await stage.OpenAsync(isOperator: true, path);
        var stored = Clusters(isDevelopment: path.Contains("dev", StringComparison.Ordinal))
            .Where(cluster => version is null || cluster.Version == version).ToDictionary(cluster => cluster.Id);
        var rows = await view.Page.EvaluateAsync<string[][]>(
            """
            () => [...document.querySelectorAll("tbody tr")].map(row =>
              [row.id.replace("cluster-", ""), ...["Version", "Nodes"].map(name => row.querySelector(`[data-label=${name}]`).innerText)]
                .map(text => text.split("\n")[0].trim()))
            """);

        Assert.StartsWith($"{stored.Count} clusters", await view.Page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);
        Assert.NotEmpty(rows);
        Assert.All(rows, row =>
        {
            Assert.StartsWith(stored[row[0]].Version, row[1], StringComparison.Ordinal);
            Assert.Equal(stored[row[0]].Nodes?.ToString(CultureInfo.InvariantCulture) ?? "unknown", row[2]);
        });
    }

    [Fact]
    public async Task The_page_of_a_cluster_has_its_stored_version_nodes_and_days()
    {
        await using var view = await stage.OpenAsync(isOperator: true, Stage.KnownCluster);
        var stored = Assert.Single(Clusters(), cluster => cluster.Id == stage.KnownId);
        var facts = await view.Page.Locator("p.facts").First.InnerTextAsync();
        var day = Assert.Single(Rows("SELECT day FROM cluster_day WHERE cluster_id = x'" + stage.KnownId + "'", row => row.GetString(0)));
        var history = view.Page.Locator("table.history tbody tr");

        Assert.Contains(stored.Version, facts, StringComparison.Ordinal);
        Assert.Contains($"nodes {stored.Nodes}", facts, StringComparison.Ordinal);
        Assert.Equal(1, await history.CountAsync());
        Assert.Equal(day, await history.Locator("[data-label='First day']").InnerTextAsync());
        Assert.Equal("1 of 1", await history.Locator("[data-label='Days with a report']").InnerTextAsync());
    }

    private Precision Precision(bool isOperator) => isOperator
        ? Server.Statistics.Precision.Exact
        : Server.Statistics.Precision.Public(stage.Secret);

    private List<StoredCluster> Clusters(bool isDevelopment = false) => Rows(
        $"SELECT lower(hex(cluster_id)), app_version, server_node_count + agent_node_count FROM cluster WHERE dev = {(isDevelopment ? 1 : 0)}",
        row => new StoredCluster(row.GetString(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetInt64(2)));

    private List<T> Rows<T>(string sql, Func<SqliteDataReader, T> read)
    {
        using var connection = ReportDatabase.Connect(stage.Full.Database, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var all = new List<T>();
        while (rows.Read())
        {
            all.Add(read(rows));
        }

        return all;
    }

    private sealed record StoredCluster(string Id, string Version, long? Nodes);
}
