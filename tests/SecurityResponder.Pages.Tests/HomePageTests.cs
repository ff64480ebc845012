using System.Globalization;
using Microsoft.Playwright;

namespace SecurityResponder.Pages.Tests;

/// <summary>What the home page and the list of releases show beside the figures.</summary>
public sealed class HomePageTests(Stage stage)
{
    private const string Rows =
        """
        () => [...document.querySelectorAll("table[data-table]:not([data-table=active]) tbody tr")].map(row => [
          row.closest("table").dataset.table, row.querySelector("[data-figure]").textContent.trim(),
          row.querySelector("rect").getAttribute("width"), row.querySelector(".share").textContent.trim()])
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_bars_are_on_one_scale_and_a_hidden_number_has_no_bar_and_no_share(bool isOperator)
    {
        await using var view = await stage.OpenAsync(isOperator, "/");
        var total = Number(await view.FigureAsync("total"));
        var rows = await view.Page.EvaluateAsync<string[][]>(Rows);

        Assert.Equal(!isOperator, rows.Any(row => row[1] == "<5"));
        Assert.All(rows, row => Assert.Equal(
            row[1] == "<5" ? "0" : Math.Min(100, 100d * Number(row[1]) / total).ToString("0.#", CultureInfo.InvariantCulture), row[2]));
        Assert.All(rows, row => Assert.Equal(row[1] == "<5", row[3] == ""));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_shares_of_a_table_without_a_hidden_number_add_up_to_100(bool isOperator)
    {
        await using var view = await stage.OpenAsync(isOperator, "/");
        var tables = (await view.Page.EvaluateAsync<string[][]>(Rows)).GroupBy(row => row[0])
            .Where(table => table.All(row => row[1] != "<5")).ToList();

        Assert.NotEmpty(tables);
        Assert.All(tables, table => Assert.Equal(
            100, table.Sum(row => row[3].StartsWith('<') ? 0 : int.Parse(row[3][..^2], CultureInfo.InvariantCulture))));
    }

    [Fact]
    public async Task Only_today_is_marked_as_not_over()
    {
        await using var view = await stage.OpenAsync(isOperator: false, "/", hasScripts: false);
        var days = view.Page.Locator("table[data-table=active] tbody tr");

        Assert.Equal(30, await days.CountAsync());
        Assert.Equal(1, await view.Page.Locator("[data-partial=true]").CountAsync());
        Assert.Contains("so far", await days.First.TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chart_has_no_point_for_a_hidden_number()
    {
        await using var view = await stage.OpenAsync(isOperator: false, "/?version=v1.33.4%2Brke2r1");
        var points = await view.Page.EvaluateAsync<double?[]>(
            "Chart.getChart(document.querySelector('canvas')).data.datasets[0].data");
        var figures = (await view.TableAsync("active")).Values.Reverse().ToList();

        Assert.Equal(30, figures.Count);
        Assert.Equal(29, figures.Count(figure => figure == "<5"));
        Assert.Equal(figures.Select(figure => figure == "<5" ? null : (double?)Number(figure)), points);
    }

    [Fact]
    public async Task A_release_that_is_not_in_the_feed_is_shown_and_marked_and_others_link_to_their_notes()
    {
        await using var view = await stage.OpenAsync(isOperator: false, "/");
        var rows = view.Page.Locator("table[data-table=version] tbody tr");
        var notes = await rows.Filter(new() { HasText = "v1.34.2+rke2r1" })
            .GetByRole(AriaRole.Link, new() { Name = "release notes" }).GetAttributeAsync("href");

        Assert.Contains(
            "not in the feed", await rows.Filter(new() { HasText = "v1.33.4+rke2r1" }).InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("https://github.com/rancher/rke2/releases/tag/v1.34.2%2Brke2r1", notes);
    }

    [Theory]
    [InlineData(true, "v1.34.2+rke2r1", "17", "/fleet?version=v1.34.2%2Brke2r1")]
    [InlineData(true, "v1.34.9+rke2r1", "3", "/fleet?version=v1.34.9%2Brke2r1")]
    [InlineData(true, "v1.34.4+rke2r1", "0", "/fleet?version=v1.34.4%2Brke2r1")]
    [InlineData(false, "v1.34.9+rke2r1", "<5", "/?version=v1.34.9%2Brke2r1")]
    [InlineData(false, "v1.34.4+rke2r1", "<5", "/?version=v1.34.4%2Brke2r1")]
    public async Task The_releases_have_their_number_of_clusters(bool isOperator, string version, string clusters, string href)
    {
        await using var view = await stage.OpenAsync(isOperator, "/releases");
        var cell = view.Page.Locator("tr", new() { HasText = version }).Locator("[data-label=Clusters] a");

        Assert.Equal(clusters, (await cell.TextContentAsync())!.Split(" clusters on")[0]);
        Assert.Equal(href, await cell.GetAttributeAsync("href"));
    }

    [Fact]
    public async Task Each_minor_has_one_latest_release_that_everybody_can_take()
    {
        await using var view = await stage.OpenAsync(isOperator: false, "/releases", isMarked: true);
        var rows = await view.Page.Locator("tr", new() { HasText = "latest" }).Locator("th").AllInnerTextsAsync();

        Assert.Equal(
            ["v1.36.1+rke2r1 latest 1.36", "v1.35.3+rke2r1 latest 1.35", "v1.34.4+rke2r1 latest 1.34"],
            rows.Select(row => string.Join(' ', row.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))));
    }

    [Theory]
    [InlineData(false, "/")]
    [InlineData(false, "/releases")]
    [InlineData(true, "/fleet")]
    [InlineData(true, Stage.KnownCluster)]
    public async Task A_printed_page_is_black_on_white_without_controls(bool isOperator, string path)
    {
        await using var view = await stage.OpenAsync(isOperator, path, scheme: ColorScheme.Dark);
        await view.Page.EmulateMediaAsync(new() { Media = Media.Print });

        Assert.Equal(
            "rgb(255, 255, 255) rgb(0, 0, 0)",
            await view.Page.EvaluateAsync<string>(
                "(style => `${style.backgroundColor} ${style.color}`)(getComputedStyle(document.body))"));
        var controls = view.Page.Locator("nav:not(.pager), .pager a, button, select, .files, canvas");
        Assert.Equal(0, await controls.Locator("visible=true").CountAsync());
    }

    private static long Number(string figure) => long.Parse(figure, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
