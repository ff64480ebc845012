using System.Text.RegularExpressions;

namespace SecurityResponder.Feed.Tests.Reporting;

/// <summary>What the pages say about a feed with every kind of mark.</summary>
public sealed class ReportPageTests : IDisposable
{
    private readonly Report _report = Report.Of(ReportFeeds.Marked);

    public void Dispose() => _report.Dispose();

    [Theory]
    [InlineData("", true, true)]
    [InlineData("{\"name\":\"CISA known exploited vulnerabilities\"}", false, true)]
    [InlineData("{\"name\":\"FIRST EPSS\"}", true, false)]
    [InlineData("{\"name\":\"CISA known exploited vulnerabilities\"},{\"name\":\"FIRST EPSS\"}", false, false)]
    public void A_missing_source_about_exploitation_is_named(string sources, bool isKevMissing, bool isEpssMissing)
    {
        using var report = Report.Of(
            $$"""
            {"schemaVersion":"1.1","generated":"2026-11-24T06:00:00Z",
             "versions":[{"name":"v1.35.1+rke2r1","components":{"etcd":"v3.6.1"} }],
             "advisories":[],"sources":[{{sources}}]}
            """);

        foreach (var text in new[] { report.Words("index.html"), report.Words("sources.html"), report.Text("README.md") })
        {
            Assert.Equal(isKevMissing, text.Contains(
                "Which CVEs are known to be exploited is unknown: the feed was made without CISA's catalog (KEV).",
                StringComparison.Ordinal));
            Assert.Equal(isEpssMissing, text.Contains(
                "Probabilities of exploitation are unknown: the feed was made without FIRST's scores (EPSS).", StringComparison.Ordinal));
        }

        Assert.Equal(isKevMissing, report.Words("index.html").Contains("known to be exploited: unknown", StringComparison.Ordinal));
    }

    [Fact]
    public void The_first_page_lists_every_minor_with_support_and_every_release_with_marks_and_counts()
    {
        var words = _report.Words("index.html");

        Assert.Contains("1.36 supported until 2027-06-28", words, StringComparison.Ordinal);
        Assert.Contains("1.34 support ended 2026-10-27", words, StringComparison.Ordinal);
        // CVEs, exploited, critical, high, medium, low, unrated, undecided.
        Assert.Contains("v1.36.1+rke2r1 latest 2026-09-01 0 0 0 0 0 0 0 0", words, StringComparison.Ordinal);
        Assert.Contains("v1.35.2+rke2r1 withdrawn 2026-07-04", words, StringComparison.Ordinal);
        Assert.Contains("v1.35.1+rke2r1 Prime only 2026-06-04", words, StringComparison.Ordinal);
        Assert.Contains("v1.34.1+rke2r1 2025-09-17 2 1 1 1 0 0 0 1", words, StringComparison.Ordinal);
        Assert.Contains("v1.34.4+rke2r1 2026-05-04 3 1 1 1 0 0 1 1", words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_release_page_lists_findings_worst_first_with_version_fix_and_dates()
    {
        var words = _report.Words("releases/v1.34.1_rke2r1.html");

        Assert.Contains("Published CVEs: 2", words, StringComparison.Ordinal);
        Assert.Contains(
            "CVE-2026-102 known exploited public since 2026-03-01 runc: container escape by a crafted mount "
                + "critical 9.8 by CNA, EPSS 4.2 % "
                + "runc v1.3.1 affected: 1.3.0 to before 1.3.3 v1.35.3+rke2r1 since 2026-08-04, 112 days "
                + "Also required: set tls-san-security: true Until then: forbid mounts CVE-2026-103",
            words, StringComparison.Ordinal);
        Assert.Contains("Only with: Windows nodes", words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_release_page_names_undecided_excluded_and_go_vulnerabilities_and_all_components()
    {
        var words = _report.Words("releases/v1.34.1_rke2r1.html");

        Assert.Contains(
            "CVE-2026-105 etcd forgets unrated the feed does not list the version of etcd in v1.34.1+rke2r1", words,
            StringComparison.Ordinal);
        Assert.Contains(
            "CVE-2026-104 coredns loops unrated coredns rancher/hardened-coredns v1.12.0 not affected: vulnerable code not present",
            words, StringComparison.Ordinal);
        Assert.Contains(
            "built with Go 1.24.9: 1 published standard-library CVE, reachability unknown", words, StringComparison.Ordinal);
        Assert.EndsWith(
            "Bundled components coredns v1.12.0 runc v1.3.1 traefik v3.5.0 Go 1.24.9 "
                + "Comparisons v1.34.1+rke2r1 to v1.34.4+rke2r1",
            words, StringComparison.Ordinal);
    }

    [Fact]
    public void The_recommended_path_takes_every_step_that_a_release_demands()
    {
        var words = _report.Words("releases/v1.34.1_rke2r1.html");

        Assert.Contains(
            "Recommended: v1.35.3+rke2r1 v1.34.4+rke2r1 v1.35.3+rke2r1 fixes 2 CVEs 1 exploited 1 critical 1 high", words,
            StringComparison.Ordinal);
        Assert.Contains("No upgrade is recommended No newer release is known.", _report.Words("releases/v1.36.1_rke2r1.html"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_cve_page_has_severity_with_its_source_other_ratings_ranges_conditions_and_links()
    {
        var words = _report.Words("cves/CVE-2026-102.html");

        Assert.StartsWith("CVE-2026-102 critical 9.8 known exploited GHSA-aaaa-bbbb-cccc", words, StringComparison.Ordinal);
        Assert.Contains("Rated by CNA CVSS vector CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H Other ratings GitHub 7.5 high", words,
            StringComparison.Ordinal);
        Assert.Contains("Exploitation known (CISA KEV) EPSS 4.2 % within 30 days Public since 2026-03-01", words, StringComparison.Ordinal);
        Assert.Contains("Affected runc 1.3.0 to before 1.3.3", words, StringComparison.Ordinal);
        Assert.Contains("Sources https://example.org/102", words, StringComparison.Ordinal);
        Assert.Contains(
            "Only clusters with windows nodes . The flaw is in Windows code.", _report.Words("cves/CVE-2026-103.html"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_cve_page_counts_affected_undecided_and_unaffected_releases()
    {
        var etcd = _report.Words("cves/CVE-2026-105.html");
        var runc = _report.Words("cves/CVE-2026-102.html");

        Assert.Contains("Affected releases: 0", etcd, StringComparison.Ordinal);
        Assert.Contains("Undecided releases: 5", etcd, StringComparison.Ordinal);
        Assert.Contains("Releases that are not affected: 1", etcd, StringComparison.Ordinal);
        Assert.Contains("Affected releases: 2", runc, StringComparison.Ordinal);
        Assert.Contains("Releases that are not affected: 4", runc, StringComparison.Ordinal);
    }

    [Fact]
    public void A_vulnerability_of_go_names_the_releases_that_an_affected_go_built()
    {
        var words = _report.Words("cves/CVE-2026-106.html");

        Assert.Contains("Releases that an affected Go built: 2", words, StringComparison.Ordinal);
        // Two were built with a fixed Go. Of the other two the Go is unknown.
        Assert.Contains("Releases that are not affected: 2", words, StringComparison.Ordinal);
    }

    [Fact]
    public void The_list_of_cves_has_every_advisory_of_the_feed_once()
    {
        var words = _report.Words("cves.html");

        Assert.All(
            Enumerable.Range(102, 6), number => Assert.Single(Regex.Matches(words, $"CVE-2026-{number}")));
        Assert.Contains("Not about components of RKE2 CVE-2026-107", words, StringComparison.Ordinal);
        Assert.Contains("CVE-2026-105 etcd forgets unrated etcd 0 releases 5 undecided", words, StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_says_what_an_upgrade_fixes_leaves_and_brings()
    {
        var words = _report.Words("compare/v1.34.4_rke2r1..v1.35.3_rke2r1.html");

        Assert.Contains("Fixed: 2", words, StringComparison.Ordinal);
        Assert.Contains("Not fixed: 1", words, StringComparison.Ordinal);
        Assert.Contains("New: 0", words, StringComparison.Ordinal);
        Assert.Contains("Undecided for v1.35.3+rke2r1: 1", words, StringComparison.Ordinal);
        Assert.Contains("runc v1.3.1 v1.3.3", words, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_release_is_compared_with_the_next_one_and_each_minor_with_the_next_one() => Assert.Equal(
        [
            "v1.34.1_rke2r1..v1.34.4_rke2r1.html", "v1.34.4_rke2r1..v1.35.3_rke2r1.html", "v1.35.1_rke2r1..v1.35.2_rke2r1.html",
            "v1.35.2_rke2r1..v1.35.3_rke2r1.html", "v1.35.3_rke2r1..v1.36.1_rke2r1.html",
        ],
        _report.Files.Where(file => file.StartsWith("compare/v", StringComparison.Ordinal)).Select(Path.GetFileName));

    [Fact]
    public void The_sources_are_named_with_license_date_and_digest() => Assert.Contains(
        "Go vulnerability database 2026-11-24 CC-BY-4.0 00ff", _report.Words("sources.html"), StringComparison.Ordinal);

    [Fact]
    public void Every_link_of_every_page_leads_to_a_file_of_the_report() =>
        Assert.All(_report.Files.Where(file => file.EndsWith(".html", StringComparison.Ordinal)), page =>
        {
            foreach (Match link in Regex.Matches(_report.Text(page), "(?:href|src)=\"(?<to>[^\"]*)\"", RegexOptions.ExplicitCapture))
            {
                var address = link.Groups["to"].Value;
                if (!address.StartsWith("https:", StringComparison.Ordinal) && !address.StartsWith('#'))
                {
                    var file = Path.GetRelativePath(
                        _report.Folder, Path.Combine(_report.Folder, Path.GetDirectoryName(page)!, address.Split('#')[0]));
                    Assert.True(_report.Files.Contains(file), $"{page} links to {address}");
                }
            }
        });

    [Fact]
    public void A_feed_without_releases_and_advisories_has_a_report()
    {
        using var report = Report.Of("""{"schemaVersion": "1.1", "versions": [], "advisories": []}""");

        Assert.Contains("The feed lists no release.", report.Words("index.html"), StringComparison.Ordinal);
        Assert.Contains("No CVE affects a release in the feed.", report.Words("cves.html"), StringComparison.Ordinal);
    }
}
