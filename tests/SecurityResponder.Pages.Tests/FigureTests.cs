using System.Globalization;
using System.Text.Json;
using SecurityResponder.Server.Http;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Tests.Operators;

namespace SecurityResponder.Pages.Tests;

/// <summary>What a browser shows against what the store says.</summary>
public sealed class FigureTests(Stage stage)
{
    public static TheoryData<bool, string> Queries => new()
    {
        { true, "" }, { false, "" }, { true, "?window=7" }, { false, "?window=90" }, { true, "?dev=1" }, { false, "?dev=1" },
        { true, "?cni=canal" }, { false, "?cni=canal" }, { true, "?os=&size=" }, { false, "?arch=amd64&kubernetes=v1.34" }, { false, "?version=v1.34.2%2Brke2r1" },
    };

    [Theory, MemberData(nameof(Queries))]
    public async Task Every_figure_of_the_page_is_the_stores(bool isOperator, string query)
    {
        await using var view = await stage.OpenAsync(isOperator, "/" + query);
        var (asked, precision) = (Query(query), isOperator ? Precision.Exact : Precision.Public(stage.Secret));
        var filter = asked.ToFilter(DateTimeOffset.UtcNow);
        var store = stage.Full.Get<IFigures>();
        var versions = await store.CountByAsync("app_version", filter, TestContext.Current.CancellationToken);

        Assert.Equal(precision.Of(versions.Sum(value => value.Clusters), asked.IsFiltered).ToString(), await view.FigureAsync("total"));
        foreach (var dimension in Dimension.All)
        {
            var counted = await store.CountByAsync(dimension.Column, filter, TestContext.Current.CancellationToken);
            var shown = await view.TableAsync(dimension.Name);
            foreach (var (name, told) in shown.Where(row => row.Key != "other values"))
            {
                Assert.Equal(told, precision.Of(Assert.Single(counted, value => Shown(value.Value) == name).Clusters, true).ToString());
            }
            // What is not named is in the last row.
            var rest = counted.Where(value => !shown.ContainsKey(Shown(value.Value))).Sum(value => value.Clusters);
            Assert.Equal(rest == 0 ? null : precision.Of(rest, true).ToString(), shown.GetValueOrDefault("other values"));
            Assert.True(!isOperator || rest == 0);
        }

        var days = await store.ActiveByDayAsync(filter, TestContext.Current.CancellationToken);
        Assert.Equal(
            days.ToDictionary(day => day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day => precision.Of(day.Clusters, asked.IsFiltered).ToString()),
            await view.TableAsync("active"));
    }

    [Fact]
    public async Task The_operators_see_what_was_reported_to_the_cluster()
    {
        await using var view = await stage.OpenAsync(isOperator: true, "/");

        Assert.Equal("111", await view.FigureAsync("total"));
        // The five releases of the sample feed that these run all have a CVE; v1.33.4 is not in it.
        Assert.Equal("104", await view.FigureAsync("vulnerable"));
        Assert.Equal("29", await view.FigureAsync("urgent"));
        Assert.Equal("64", await view.FigureAsync("ended"));
        Assert.Equal("66", (await view.TableAsync("cni"))["canal"]);
        Assert.Equal("3", (await view.TableAsync("version"))["v1.34.9+rke2r1"]);
    }

    [Fact]
    public async Task The_public_is_told_of_fewer_than_five_clusters_only_that()
    {
        await using var view = await stage.OpenAsync(isOperator: false, "/");
        var page = await view.Page.ContentAsync();

        Assert.Equal("<5", (await view.TableAsync("version"))["v1.34.9+rke2r1"]);
        Assert.Equal("<5", (await view.TableAsync("os"))["not reported"]);
        Assert.Equal("<5", (await view.TableAsync("os"))["other values"]);
        Assert.DoesNotContain("Company Linux 9", page, StringComparison.Ordinal);
        Assert.DoesNotContain("riscv64", page, StringComparison.Ordinal);
        Assert.DoesNotContain("haproxy", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?os=Company+Linux+9")]
    [InlineData("?os=nobody")]
    public async Task Who_asks_for_a_handful_learns_not_even_whether_there_is_one(string query)
    {
        await using var view = await stage.OpenAsync(isOperator: false, "/" + query);

        Assert.Equal("<5", await view.FigureAsync("total"));
        Assert.Equal(0, await view.Page.Locator("table").CountAsync());
        foreach (var name in Dimension.All.Select(dimension => dimension.Name))
        {
            Assert.Single((await stage.Full.Client.GetStringAsync($"/figures/{name}.csv{query}", TestContext.Current.CancellationToken)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Fact]
    public async Task A_value_is_a_way_to_its_clusters_and_back()
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
    public async Task CSV_and_JSON_say_what_the_page_says(bool isOperator, string query)
    {
        await using var view = await stage.OpenAsync(isOperator, "/" + query);
        using var client = isOperator ? OperatorAccess.Client(stage.Full) : new HttpClient { BaseAddress = stage.Full.Client.BaseAddress };
        foreach (var name in Dimension.All.Select(dimension => dimension.Name).Append("active"))
        {
            var shown = (await view.TableAsync(name)).Values.Select(told => told.Replace(",", "", StringComparison.Ordinal)).Order().ToList();
            using var json = JsonDocument.Parse(await client.GetStringAsync($"/figures/{name}.json{query}", TestContext.Current.CancellationToken));
            var csv = await client.GetStringAsync($"/figures/{name}.csv{query}", TestContext.Current.CancellationToken);

            Assert.Equal(shown, json.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("clusters").ToString()).Order());
            Assert.Equal(shown.Count, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length - 1);
            Assert.Equal(!isOperator, json.RootElement.GetProperty("isRounded").GetBoolean());
        }
    }

    private static FigureQuery Query(string query) =>
        FigureQuery.Of(new Microsoft.AspNetCore.Http.QueryCollection(Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(query)));

    private static string Shown(string? value) => value is null ? "not reported" : VisibleText.Of(value);
}
