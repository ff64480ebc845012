using System.Globalization;
using System.Text.RegularExpressions;
using SecurityResponder.Server.Operators.Fleet;
using SecurityResponder.Server.Tests.Operators;

namespace SecurityResponder.Pages.Tests;

/// <summary>Search, filters, order, pages and CSV of the list of clusters.</summary>
public sealed class FleetListTests(Stage stage)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", 111)]
    [InlineData("?q=v1.34.2", 17)]
    [InlineData("?q=V1.34", 57)]
    [InlineData("?q=nothing", 0)]
    [InlineData("?q=%25", 0)]
    [InlineData("?q=%27%3B+DROP+TABLE+cluster", 0)]
    [InlineData("?state=ended", 64)]
    [InlineData("?state=unlisted", 7)]
    // The release of seven clusters is not in the feed, but CVEs of Kubernetes affect it.
    [InlineData("?state=vulnerable", 111)]
    [InlineData("?state=vulnerable&cni=canal&q=v1.35", 41)]
    [InlineData("?state=invented", 111)]
    [InlineData("?state=healthy", 0)]
    [InlineData("?silent=1", 0)]
    [InlineData("?silent=30", 0)]
    [InlineData("?dev=1", 8)]
    [InlineData("?page=99", 111)]
    [InlineData("?page=-1&sort=invented&silent=3", 111)]
    public async Task Search_and_filters_select_clusters_and_the_CSV_has_the_same(string query, int clusters)
    {
        using var client = OperatorAccess.Client(stage.Full);
        var page = await client.GetStringAsync("/fleet" + query, Cancelled);
        var csv = await client.GetStringAsync("/fleet.csv" + query, Cancelled);

        Assert.Contains($">{clusters} clusters</h1>", page, StringComparison.Ordinal);
        Assert.Equal(query.Contains("page=99", StringComparison.Ordinal) ? 11 : Math.Min(clusters, 100), Ids(page).Count);
        Assert.Equal(clusters, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length - 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("cluster")]
    [InlineData("-nodes")]
    [InlineData("version")]
    [InlineData("-version")]
    [InlineData("support")]
    [InlineData("-cves")]
    public async Task The_pages_of_a_list_together_have_every_cluster_once(string sort)
    {
        using var client = OperatorAccess.Client(stage.Full);
        var first = await client.GetStringAsync($"/fleet?sort={sort}", Cancelled);
        var second = await client.GetStringAsync($"/fleet?sort={sort}&page=2", Cancelled);

        Assert.Equal(100, Ids(first).Count);
        Assert.Equal(111, Ids(first).Concat(Ids(second)).Distinct().Count());
        Assert.Contains("Clusters 101 to 111 of 111", second, StringComparison.Ordinal);
        Assert.DoesNotContain(">Next<", second, StringComparison.Ordinal);
        Assert.DoesNotContain(">Previous<", first, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nodes", false)]
    [InlineData("-nodes", true)]
    public async Task Clusters_are_sorted_by_nodes_and_those_without_a_number_come_last(string sort, bool isDescending)
    {
        var cells = (await RowsAsync($"?sort={sort}")).Select(row => row[4]).ToList();
        var numbers = cells.Where(cell => cell != "").Select(cell => int.Parse(cell, CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(["", ""], cells[^2..]);
        Assert.Equal(109, numbers.Count);
        Assert.Equal(isDescending ? numbers.OrderDescending() : numbers.Order(), numbers);
        Assert.NotEqual(numbers[0], numbers[^1]);
    }

    [Fact]
    public async Task The_clusters_with_the_worst_CVEs_come_first()
    {
        var counts = (await RowsAsync("?sort=-cves&state=vulnerable"))
            .Select(row => (Number(row[10]), Number(row[11]), Number(row[12]), Number(row[9]), Number(row[14]))).ToList();

        Assert.Equal(counts.OrderDescending(), counts);
        Assert.NotEqual(counts[0], counts[^1]);
    }

    [Fact]
    public async Task A_list_is_sorted_by_version_as_versions_are_ordered()
    {
        var versions = (await RowsAsync("?sort=version")).Select(row => row[2]).Distinct().ToList();

        Assert.Equal(
            [
                "v1.33.4+rke2r1", "v1.34.1+rke2r1", "v1.34.2+rke2r1", "v1.34.3+rke2r3", "v1.34.9+rke2r1", "v1.34.10+rke2r1",
                "v1.35.6+rke2r1", "v1.35.7+rke2r1",
            ],
            versions);
        Assert.Equal(versions, (await RowsAsync("?sort=-version")).Select(row => row[2]).Distinct().Reverse());
    }

    [Fact]
    public async Task A_heading_sorts_and_sorts_the_other_way_round_and_keeps_the_search()
    {
        await using var view = await stage.OpenAsync(isOperator: true, "/fleet?q=v1.34.2");
        await view.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Nodes", Exact = true }).ClickAsync();
        Assert.EndsWith("/fleet?q=v1.34.2&sort=-nodes", view.Page.Url, StringComparison.Ordinal);
        await view.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Nodes", Exact = true }).ClickAsync();

        Assert.EndsWith("/fleet?q=v1.34.2&sort=nodes", view.Page.Url, StringComparison.Ordinal);
        Assert.Equal("ascending", await view.Page.Locator("th", new() { HasText = "Nodes" }).First.GetAttributeAsync("aria-sort"));
    }

    [Fact]
    public async Task The_form_works_without_scripts_and_keeps_window_values_and_order()
    {
        await using var view = await stage.OpenAsync(isOperator: true, "/fleet?window=7&cni=canal&sort=-cves", hasScripts: false);
        await view.Page.GetByLabel("Search").FillAsync("v1.35");
        await view.Page.GetByLabel("State").SelectOptionAsync("Exploited, critical or high CVE");
        await view.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Apply" }).ClickAsync();

        Assert.Equal("41 clusters", await view.Page.Locator("h1").InnerTextAsync());
        Assert.Equal("urgent", await view.Page.GetByLabel("State").InputValueAsync());
        Assert.Equal("v1.35", await view.Page.GetByLabel("Search").InputValueAsync());
        Assert.Contains("window=7&cni=canal", await view.Page.Locator(".files a").GetAttributeAsync("href"), StringComparison.Ordinal);
        await view.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "Clear", Exact = true }).ClickAsync();
        Assert.EndsWith("/fleet?window=7&sort=-cves", view.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_is_searched_for_and_naming_leads_back_to_the_row()
    {
        await using var view = await stage.OpenAsync(isOperator: true, "/fleet?q=v1.33.4&sort=-nodes");
        var row = view.Page.Locator("tbody tr").Nth(3);
        var id = await row.GetAttributeAsync("id");
        await row.GetByRole(Microsoft.Playwright.AriaRole.Textbox).FillAsync("Übungsplatz 7");
        await row.GetByRole(Microsoft.Playwright.AriaRole.Button).ClickAsync();
        await view.Page.WaitForURLAsync($"**/fleet?q=v1.33.4&sort=-nodes#{id}");
        using var client = OperatorAccess.Client(stage.Full);

        var digits = id!["cluster-".Length..];
        Assert.Equal(digits, Assert.Single(Ids(await client.GetStringAsync("/fleet?q=bungsPLATZ+7", Cancelled))));
        Assert.Equal(digits, Assert.Single(Ids(await client.GetStringAsync($"/fleet?q={digits[..10]}", Cancelled))));
        Assert.Empty(Ids(await client.GetStringAsync($"/fleet?q={digits[1..11]}", Cancelled)));
    }

    [Fact]
    public async Task A_formula_in_a_name_is_text_in_the_CSV()
    {
        using var client = OperatorAccess.Client(stage.Marked);
        var id = Ids(await client.GetStringAsync("/fleet?q=v1.33.1", Cancelled)).Single();
        using var named = await client.PostAsync(
            "/fleet/name", new FormUrlEncodedContent([new("cluster", id), new("name", "=cmd|' /C calc'!A0")]), Cancelled);
        var csv = await client.GetStringAsync("/fleet.csv?q=v1.33.1", Cancelled);

        Assert.StartsWith(
            $"{id},'=cmd|' /C calc'!A0,v1.33.1+rke2r1,false,3,canal,traefik,", csv.Split("\r\n")[1], StringComparison.Ordinal);
        using var unnamed = await client.PostAsync(
            "/fleet/name", new FormUrlEncodedContent([new("cluster", id), new("name", "")]), Cancelled);
    }

    [Fact]
    public async Task Clusters_with_the_same_facts_are_assessed_once()
    {
        using var client = OperatorAccess.Client(stage.Full);
        var assessments = stage.Full.Get<CurrentFleetAssessments>().Now;
        foreach (var path in new[] { "/fleet?sort=-cves", "/fleet.csv", "/fleet?state=ended", "/fleet?page=2", "/fleet?dev=1" })
        {
            await client.GetStringAsync(path, Cancelled);
        }

        // Nine kinds of clusters report, see Fleet.
        Assert.Equal(9, assessments.Made);
    }

    private async Task<List<string[]>> RowsAsync(string query)
    {
        using var client = OperatorAccess.Client(stage.Full);
        var csv = await client.GetStringAsync("/fleet.csv" + query, Cancelled);
        return [.. csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)
            .Select(line => Regex.Replace(line, "\"[^\"]*(\"\"[^\"]*)*\"", "quoted").Split(','))];
    }

    private static int Number(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);

    private static List<string> Ids(string page) =>
        [.. Regex.Matches(page, "<tr id=\"cluster-([0-9a-f]{64})\"").Select(match => match.Groups[1].Value)];
}
