using System.Net;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SecurityResponder.Server.Tests.Operators;

namespace SecurityResponder.Pages.Tests;

/// <summary>Marks of releases and CVEs: exploited, unrated, undecided, withdrawn, Prime only.</summary>
public sealed class MarkedPageTests(Stage stage)
{
    private const string Release = "/releases/v1.34.1+rke2r1";

    [Fact]
    public async Task An_exploited_CVE_comes_first_with_its_likelihood_its_rater_and_what_else_must_be_done()
    {
        var findings = Section(await PageAsync(Release), "3 published CVEs");

        Assert.Matches("CVE-2026-101 known exploited .*CVE-2026-102 .*CVE-2026-103", findings);
        Assert.Contains("medium rated by CNA, EPSS 94.2 %", findings, StringComparison.Ordinal);
        Assert.Contains("critical 9.8", findings, StringComparison.Ordinal);
        Assert.Contains("public since 2026-02-01", findings, StringComparison.Ordinal);
        Assert.Contains("Also required: set tls-san-security: true Until then: use user namespaces", findings, StringComparison.Ordinal);
        Assert.Contains("1 exploited 1 critical 1 unrated 1 undecided", findings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_names_the_compared_version_the_affected_range_and_the_nearest_release_with_the_fix()
    {
        var findings = Section(await PageAsync(Release), "3 published CVEs");

        Assert.Contains("runc v1.3.1 affected: 1.3.0-rc.1 to before 1.3.3", findings, StringComparison.Ordinal);
        Assert.Contains("coredns v1.12.0 affected: before 1.14.0", findings, StringComparison.Ordinal);
        // The releases with the fix before it were withdrawn, or are for Prime customers.
        Assert.Matches(@"affected: before 1\.3\.3 v1\.35\.3\+rke2r1 available since 2026-08-04, \d+ days", findings);
        Assert.DoesNotContain("v1.35.2", findings, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undecided_CVEs_the_Go_line_and_the_source_of_a_VEX_statement_are_shown()
    {
        var page = await PageAsync(Release);
        var html = await HtmlAsync(Release);

        Assert.Contains(
            "CVE-2026-104 etcd: a leak low the feed does not list the version of etcd in v1.34.1+rke2r1", page, StringComparison.Ordinal);
        Assert.Contains("built with Go 1.24.9: 1 published standard-library CVE, reachability unknown", page, StringComparison.Ordinal);
        Assert.Matches("(?s)<details>.*CVE-2026-106.*</details>", html);
        Assert.Contains("traefik v3.5.0 vulnerable code not in execute path VEX document", page, StringComparison.Ordinal);
        Assert.Contains("href=\"https://example.org/vex.json\"", html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/releases/v1.35.2+rke2r1", "v1.35.2+rke2r1 withdrawn released 2026-07-04")]
    [InlineData("/releases/v1.35.1+rke2r1", "v1.35.1+rke2r1 Prime only released 2026-06-04")]
    [InlineData("/releases", "v1.35.2+rke2r1 withdrawn")]
    [InlineData("/releases", "v1.35.1+rke2r1 Prime only")]
    // Support, clusters, CVEs, exploited, high or critical, unrated, undecided.
    [InlineData("/releases", "ended 2026-10-27 <5 clusters on v1.34.1+rke2r1 3 1 1 1 1")]
    [InlineData("/releases", "until 2999-06-30 <5 clusters on v1.36.1+rke2r1 0 0 0 0 0")]
    public async Task A_release_is_marked(string path, string text) =>
        Assert.Contains(text, await PageAsync(path), StringComparison.Ordinal);

    [Theory]
    [InlineData("v1.36.1+rke2r1", "until 2999-06-30 none no upgrade needed")]
    [InlineData("v1.35.3+rke2r1", "until 2999-02-28 1 1 unrated 1 undecided No release that this cluster can take is better")]
    [InlineData("v1.35.2+rke2r1", "withdrawn until 2999-02-28 none known")]
    [InlineData("v1.35.1+rke2r1", "Prime only until 2999-02-28 none known")]
    [InlineData(
        "v1.34.1+rke2r1",
        "ended 2026-10-27 3 1 exploited 1 critical 1 unrated 1 undecided upgrade to v1.35.3+rke2r1 "
        + "path: v1.34.4+rke2r1, v1.35.3+rke2r1 fixes 2 of 3")]
    [InlineData("v1.35.1+rke2r1", "upgrade to v1.35.3+rke2r1 adds 1, 1 undecided instead of 3")]
    [InlineData(
        "v1.35.9-k3s1",
        "not in the feed until 2999-02-28 unknown 5 undecided v1.35.9-k3s1 is not a release of RKE2: no upgrade can be recommended")]
    public async Task A_cluster_of_the_fleet_has_counts_marks_and_advice(string version, string text) =>
        Assert.Contains(text, await RowAsync(version), StringComparison.Ordinal);

    [Fact]
    public async Task Only_a_cluster_without_findings_and_without_undecided_CVEs_needs_no_upgrade()
    {
        var rows = await RowsAsync();

        Assert.Equal(8, rows.Count);
        Assert.Equal(
            [true], rows.Where(row => row.Contains("no upgrade needed", StringComparison.Ordinal))
                .Select(row => row.Contains(", details 3 v1.36.1+rke2r1 ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_cluster_that_Rancher_manages_is_upgraded_there() =>
        Assert.EndsWith("upgrade it in Rancher", await RowAsync("v1.34.4+rke2r1"), StringComparison.Ordinal);

    [Fact]
    public async Task The_figures_count_what_the_pages_mark()
    {
        using var client = OperatorAccess.Client(stage.Marked);
        var summary = await client.GetStringAsync("/figures/summary.csv", TestContext.Current.CancellationToken);
        var versions = await client.GetStringAsync("/figures/version.csv", TestContext.Current.CancellationToken);

        Assert.EndsWith("exploited,2\r\nunrated,3\r\nundecided,5\r\nwithdrawn,1\r\n", summary, StringComparison.Ordinal);
        Assert.Contains("\r\nv1.34.1+rke2r1,1,3,1,ended,2026-10-27,1,1,0,1,1,false,false\r\n", versions, StringComparison.Ordinal);
        Assert.Contains("\r\nv1.35.2+rke2r1,1,0,0,supported,2999-02-28,0,0,0,0,", versions, StringComparison.Ordinal);
        Assert.Contains(",true,false\r\n", versions, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "/")]
    [InlineData(false, "/releases")]
    [InlineData(false, Release)]
    [InlineData(true, "/")]
    [InlineData(true, "/fleet")]
    [InlineData(true, "/releases")]
    public async Task A_page_with_marks_is_accessible_and_fits_a_phone(bool isOperator, string path)
    {
        foreach (var (scheme, width) in new[] { (ColorScheme.Light, 1440), (ColorScheme.Dark, 1440), (ColorScheme.Dark, 390) })
        {
            await using var view = await stage.OpenAsync(isOperator, path, isMarked: true, scheme: scheme, width: width);
            await view.Page.EvaluateAsync("document.querySelectorAll('details').forEach(details => details.open = true)");
            var found = await view.Page.RunAxe();

            Assert.Equal([], found.Violations.Select(violation =>
                $"{scheme} {width}: {violation.Impact} {violation.Id}: {violation.Nodes[0].Html}"));
            Assert.Equal(width, await view.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
    }

    private async Task<string> RowAsync(string version) =>
        Assert.Single(await RowsAsync(), row => row.Contains($", details 3 {version} ", StringComparison.Ordinal));

    // Without the time of the last report.
    private async Task<List<string>> RowsAsync()
    {
        using var client = OperatorAccess.Client(stage.Marked);
        var html = await client.GetStringAsync("/fleet", TestContext.Current.CancellationToken);
        return [.. Regex.Matches(html, "(?s)<tr[ >].*?</tr>").Skip(1)
            .Select(row => Regex.Replace(Text(row.Value), @" \d{4}-\d\d-\d\d \d\d:\d\d UTC .*$", ""))];
    }

    private async Task<string> PageAsync(string path) => Text(await HtmlAsync(path));

    private Task<string> HtmlAsync(string path) => stage.Marked.Client.GetStringAsync(path, TestContext.Current.CancellationToken);

    private static string Section(string page, string heading) => page.Split(heading)[1].Split(" Undecided A fact is missing")[0];

    private static string Text(string html) =>
        Regex.Replace(WebUtility.HtmlDecode(Regex.Replace(html, "<[^>]*>", " ")), @"\s+", " ").Trim();
}
