using System.Net;
using SecurityResponder.Server.Statistics;
using SecurityResponder.Server.Tests.Operators;

namespace SecurityResponder.Pages.Tests;

public sealed class FigureFileTests(Stage stage)
{
    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("=HYPERLINK(\"a\",\"b\")", "\"'=HYPERLINK(\"\"a\"\",\"\"b\"\")\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("2-5", "2-5")]
    [InlineData("two\r\nlines", "two\ufffd\ufffdlines")]
    public void A_cell_is_never_a_formula_or_more_than_one_cell(string value, string cell) =>
        Assert.Equal($"value\r\n{cell}\r\n", FigureFile.Csv(new FigureSheet("x", ["value"], [[value]])));

    [Fact]
    public async Task A_hostile_value_is_text_in_the_file()
    {
        using var client = OperatorAccess.Client(stage.Full);
        var csv = await client.GetStringAsync("/figures/cni.csv", TestContext.Current.CancellationToken);

        Assert.Contains("\"'=HYPERLINK(", csv, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?m)^=", csv);
    }

    [Theory]
    [InlineData("/figures/nothing.csv")]
    [InlineData("/figures/cni")]
    [InlineData("/figures/cni.xml")]
    [InlineData("/figures/cluster_id.csv")]
    [InlineData("/figures/..%2f..%2freports.db")]
    public async Task There_are_no_other_figures(string path)
    {
        using var response = await stage.Full.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task The_versions_have_their_CVEs_and_support()
    {
        using var client = OperatorAccess.Client(stage.Full);
        var lines = (await client.GetStringAsync("/figures/version.csv", TestContext.Current.CancellationToken)).Split("\r\n");

        Assert.Equal("value,clusters,cves,urgent_cves,support,last_day,exploited_cves,critical_cves,high_cves,unrated_cves,undecided_cves,"
            + "withdrawn,prime_only", lines[0]);
        Assert.Contains("v1.34.1+rke2r1,12,36,23,ended,2026-10-27,0,2,21,0,47,false,false", lines);
        Assert.Contains("v1.33.4+rke2r1,7,,,ended,2026-06-28,,,,,,,", lines);
    }

    [Fact]
    public async Task The_summary_is_a_figure_too()
    {
        using var client = OperatorAccess.Client(stage.Full);

        Assert.Equal("figure,clusters\r\nactive,111\r\nvulnerable,104\r\nurgent,104\r\nout_of_support,64\r\n"
            + "exploited,0\r\nunrated,0\r\nundecided,29\r\nwithdrawn,0\r\n",
            await client.GetStringAsync("/figures/summary.csv", TestContext.Current.CancellationToken));
    }
}
