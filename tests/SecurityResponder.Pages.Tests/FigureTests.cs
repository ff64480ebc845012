using System.Globalization;
using System.Text.Json;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Tests.Operators;
using SecurityResponder.Server.Tests.Storage;
using SecurityResponder.Text;

namespace SecurityResponder.Pages.Tests;

/// <summary>Compares the page in a browser with the figures of the store.</summary>
public sealed class FigureTests(Stage stage)
{
    public static TheoryData<bool, string> Queries => new()
    {
        { true, "" }, { false, "" }, { true, "?window=7" }, { false, "?window=90" }, { true, "?dev=1" }, { false, "?dev=1" },
        { true, "?cni=canal" }, { false, "?cni=canal" }, { true, "?os=&size=" },
        { false, "?arch=amd64&kubernetes=v1.34" }, { false, "?version=v1.34.2%2Brke2r1" },
    };

    [Theory, MemberData(nameof(Queries))]
    public async Task Every_figure_of_the_page_is_that_of_the_store(bool isOperator, string query)
    {
        await using var view = await stage.OpenAsync(isOperator, "/" + query);
        var (parsed, precision) = (Query(query), isOperator ? Precision.Exact : Precision.Public(stage.Secret));
        var filter = parsed.ToFilter(DateTimeOffset.UtcNow);
        var store = stage.Full.Get<IFigures>();
        var versions = await store.CountByAsync("app_version", filter, TestContext.Current.CancellationToken);

        Assert.Equal(precision.Of(versions.Sum(value => value.Clusters), parsed.IsFiltered).ToString(), await view.FigureAsync("total"));
        foreach (var dimension in Dimension.All)
        {
            var counted = await store.CountByAsync(dimension.Column, filter, TestContext.Current.CancellationToken);
            var shown = await view.TableAsync(dimension.Name);
            foreach (var (name, published) in shown.Where(row => row.Key != "other values"))
            {
                var exact = Assert.Single(counted, value => Shown(value.Value) == name).Clusters;
                Assert.Equal(published, precision.Of(exact, true).ToString());
            }

            // All other values are in the last row.
            var rest = counted.Where(value => !shown.ContainsKey(Shown(value.Value))).Sum(value => value.Clusters);
            Assert.Equal(rest == 0 ? null : precision.Of(rest, true).ToString(), shown.GetValueOrDefault("other values"));
            Assert.True(!isOperator || rest == 0);
        }

        var days = await store.ActiveByDayAsync(filter, TestContext.Current.CancellationToken);
        Assert.Equal(
            days.ToDictionary(
                day => day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                day => precision.Of(day.Clusters, parsed.IsFiltered).ToString()),
            await view.TableAsync("active"));
    }

    [Fact]
    public async Task Operators_see_exact_numbers()
    {
        await using var view = await stage.OpenAsync(isOperator: true, "/");

        Assert.Equal("111", await view.FigureAsync("total"));
        // All but v1.33.4, which is not in the sample feed, run a release with a CVE.
        Assert.Equal("104", await view.FigureAsync("vulnerable"));
        Assert.Equal("104", await view.FigureAsync("urgent"));
        Assert.Equal("64", await view.FigureAsync("ended"));
        Assert.Equal("66", (await view.TableAsync("cni"))["canal"]);
        Assert.Equal("3", (await view.TableAsync("version"))["v1.34.9+rke2r1"]);
    }

    [Fact]
    public async Task The_public_sees_fewer_than_five_clusters_as_such()
    {
        await using var view = await stage.OpenAsync(isOperator: false, "/");
        var page = await view.Page.ContentAsync();

        Assert.Equal("<5", (await view.TableAsync("version"))["v1.34.9+rke2r1"]);
        Assert.Equal("<5", (await view.TableAsync("os"))["not reported"]);
        // With the texts that are no names of operating systems.
        Assert.Equal("30", (await view.TableAsync("os"))["other values"]);
        Assert.DoesNotContain("Company Linux 9", page, StringComparison.Ordinal);
        Assert.DoesNotContain("riscv64", page, StringComparison.Ordinal);
        Assert.DoesNotContain("haproxy", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?os=Company+Linux+9")]
    [InlineData("?os=nobody")]
    public async Task A_filter_on_few_clusters_does_not_reveal_whether_there_are_any(string query)
    {
        await using var view = await stage.OpenAsync(isOperator: false, "/" + query);

        Assert.Equal("<5", await view.FigureAsync("total"));
        Assert.Equal(0, await view.Page.Locator("table").CountAsync());
        foreach (var name in Dimension.All.Select(dimension => dimension.Name))
        {
            var csv = await stage.Full.Client.GetStringAsync($"/figures/{name}.csv{query}", TestContext.Current.CancellationToken);
            Assert.Single(csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Fact]
    public async Task A_value_is_a_link_that_sets_a_filter()
    {
        await using var view = await stage.OpenAsync(isOperator: true, "/");
        await view.Page.Locator("table[data-table=arch] a", new() { HasText = "arm64" }).ClickAsync();
        Assert.Equal("17", await view.FigureAsync("total"));
        await view.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "7 days" }).ClickAsync();
        Assert.EndsWith("/?window=7&arch=arm64", view.Page.Url, StringComparison.Ordinal);
        await view.Page.Locator(".chips a").First.ClickAsync();

        Assert.EndsWith("/?window=7", view.Page.Url, StringComparison.Ordinal);
        Assert.Equal("111", await view.FigureAsync("total"));
    }

    [Theory]
    [InlineData(true, "")]
    [InlineData(false, "")]
    [InlineData(true, "?dev=1")]
    [InlineData(false, "?window=7&cni=canal")]
    public async Task CSV_and_JSON_contain_the_figures_of_the_page(bool isOperator, string query)
    {
        await using var view = await stage.OpenAsync(isOperator, "/" + query);
        using var client = isOperator ? OperatorAccess.Client(stage.Full) : new HttpClient { BaseAddress = stage.Full.Client.BaseAddress };
        foreach (var name in Dimension.All.Select(dimension => dimension.Name).Append("active"))
        {
            var shown = (await view.TableAsync(name)).Values
                .Select(figure => figure.Replace(",", "", StringComparison.Ordinal)).Order().ToList();
            using var json = JsonDocument.Parse(
                await client.GetStringAsync($"/figures/{name}.json{query}", TestContext.Current.CancellationToken));
            var csv = await client.GetStringAsync($"/figures/{name}.csv{query}", TestContext.Current.CancellationToken);
            var rows = json.RootElement.GetProperty("rows").EnumerateArray();

            Assert.Equal(shown, rows.Select(row => row.GetProperty("clusters").ToString()).Order());
            Assert.Equal(shown.Count, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length - 1);
            Assert.Equal(!isOperator, json.RootElement.GetProperty("isRounded").GetBoolean());
        }
    }

    private static FigureQuery Query(string query) =>
        FigureQuery.Of(new Microsoft.AspNetCore.Http.QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)));

    private static string Shown(string? value) => value is null ? "not reported" : SafeText.Page(value);
}
