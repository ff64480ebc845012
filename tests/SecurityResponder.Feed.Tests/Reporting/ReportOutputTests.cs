using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Markdig;

namespace SecurityResponder.Feed.Tests.Reporting;

/// <summary>Markdown, the Atom feed and the indexes of the scripts.</summary>
public sealed class ReportOutputTests : IDisposable
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private readonly Report _report = Report.Of(ReportFeeds.Marked);

    public void Dispose() => _report.Dispose();

    [Fact]
    public void The_markdown_index_has_a_table_for_each_minor()
    {
        var text = _report.Text("README.md");

        Assert.Contains("\n## 1.34\n\nSupport ended 2026-10-27.\n", text, StringComparison.Ordinal);
        Assert.Contains(
            "| [v1.34.1+rke2r1](<releases/v1.34.1_rke2r1.md>) | 2025-09-17 | 2 | 1 | 1 | 1 | 0 | 0 | 0 | 1 |\n", text,
            StringComparison.Ordinal);
        Assert.Contains("(withdrawn)", text, StringComparison.Ordinal);
        Assert.Contains("- [Go vulnerability database](<https://vuln.go.dev>), 2026-11-24, CC-BY-4.0\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_markdown_of_a_release_says_the_same_as_its_page()
    {
        var text = _report.Text("releases/v1.34.1_rke2r1.md");

        Assert.Contains(
            "| [CVE-2026-102](<../cves/CVE-2026-102.html>) **known exploited** | critical 9.8 (by CNA, EPSS 4.2 %) "
                + "| runc v1.3.1 (affected: 1.3.0 to before 1.3.3) | [v1.35.3+rke2r1](<v1.35.3_rke2r1.md>), since 2026-08-04, 112 days "
                + "| 2026-03-01 |", text, StringComparison.Ordinal);
        Assert.Contains("Recommended: [v1.34.4+rke2r1](<v1.34.4_rke2r1.md>) → [v1.35.3+rke2r1](<v1.35.3_rke2r1.md>)", text,
            StringComparison.Ordinal);
        Assert.Contains("| coredns rancher/hardened-coredns v1.12.0 | not affected: vulnerable code not present |", text,
            StringComparison.Ordinal);
        Assert.Contains("| coredns | v1.12.0 |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_link_of_the_markdown_leads_to_a_file_of_the_report() =>
        Assert.All(_report.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal)), page =>
        {
            foreach (Match link in Regex.Matches(_report.Text(page), "\\]\\(<(?<to>[^>]*)>\\)", RegexOptions.ExplicitCapture))
            {
                var address = link.Groups["to"].Value;
                Assert.True(address.StartsWith("https:", StringComparison.Ordinal)
                    || File.Exists(Path.Combine(_report.Folder, Path.GetDirectoryName(page)!, address)), $"{page} links to {address}");
            }
        });

    [Fact]
    public void Markdown_from_a_feed_stays_text()
    {
        const string Hostile = "<script>alert(1)</script> [x](https://evil.example) ![i](https://evil.example/i) | `c` **b** "
            + "https://evil.example www.evil.example a@evil.example @team $m$";
        using var report = Report.Of(ReportFeeds.WithEverywhere(Hostile));
        var pipeline = new MarkdownPipelineBuilder().UseAdvancedExtensions().UseAutoLinks().Build();
        foreach (var page in report.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal)))
        {
            var html = Markdown.ToHtml(report.Text(page), pipeline);
            Assert.DoesNotMatch("<script|<img|<code|href=\"(https?://(www\\.)?evil|mailto)", html);
        }

        Assert.Contains("alert(1)", report.Text("releases/v1.34.1_rke2r1.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_atom_feed_lists_new_advisories_and_releases_the_newest_first()
    {
        var feed = XDocument.Parse(_report.Text("changes.xml")).Root!;
        var titles = feed.Elements(Atom + "entry").Select(entry => entry.Element(Atom + "title")!.Value).ToList();

        Assert.Equal("2026-11-24T06:00:00Z", feed.Element(Atom + "updated")!.Value);
        Assert.Equal("v1.36.1+rke2r1 released", titles[0]);
        Assert.Contains("CVE-2026-102: critical 9.8, runc, 2 releases", titles);
        Assert.All(feed.Descendants(Atom + "id"), id => Assert.StartsWith("urn:uuid:", id.Value, StringComparison.Ordinal));
        Assert.Equal(
            feed.Descendants(Atom + "id").Count(), feed.Descendants(Atom + "id").Select(id => id.Value).Distinct().Count());
    }

    [Fact]
    public void With_an_address_the_atom_feed_has_absolute_links()
    {
        using var report = Report.Of(ReportFeeds.Marked, baseUrl: "https://example.org/rke2");
        var feed = XDocument.Parse(report.Text("changes.xml")).Root!;

        Assert.Equal("https://example.org/rke2/changes.xml", feed.Element(Atom + "id")!.Value);
        Assert.All(feed.Descendants(Atom + "link"), link =>
            Assert.StartsWith("https://example.org/rke2/", link.Attribute("href")!.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void The_changes_since_the_previous_feed_are_listed()
    {
        var previous = ReportFeeds.Marked.Replace("\"fixed\":\"1.3.3\"", "\"fixed\":\"1.3.1\"", StringComparison.Ordinal)
            .Replace("2026-11-24T06:00:00Z", "2026-11-23T06:00:00Z", StringComparison.Ordinal);
        using var report = Report.Of(ReportFeeds.Marked, previous);
        var words = report.Words("changes.html");
        var entry = XDocument.Parse(report.Text("changes.xml")).Root!.Elements(Atom + "entry").First();

        Assert.Contains("Changes since 2026-11-23 06:00 UTC: 2", words, StringComparison.Ordinal);
        Assert.Contains(
            "v1.34.1+rke2r1 new CVE-2026-102 runc 1.3.1, critical, fixed in v1.35.3+rke2r1, known exploited", words,
            StringComparison.Ordinal);
        Assert.Equal("2 changes on 2026-11-24", entry.Element(Atom + "title")!.Value);
        Assert.Contains("v1.34.4+rke2r1: +CVE-2026-102 runc 1.3.1", entry.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void The_index_of_the_search_has_every_release_and_every_advisory_with_its_aliases()
    {
        using var document = JsonDocument.Parse(_report.Text("search.json"));
        var entries = document.RootElement.EnumerateArray().ToList();
        var runc = entries.Single(entry => entry.GetProperty("title").GetString() == "CVE-2026-102");

        Assert.Equal(6 + 5, entries.Count);
        Assert.Equal("GHSA-aaaa-bbbb-cccc runc", runc.GetProperty("words").GetString());
        Assert.All(entries, entry => Assert.True(File.Exists(Path.Combine(_report.Folder, entry.GetProperty("href").GetString()!))));
    }

    [Fact]
    public void The_index_of_comparisons_has_the_findings_of_every_release()
    {
        using var document = JsonDocument.Parse(_report.Text("compare.json"));
        var cves = document.RootElement.GetProperty("cves");
        var release = document.RootElement.GetProperty("releases").EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == "v1.34.1+rke2r1");

        Assert.Equal(["CVE-2026-102", "CVE-2026-103"], Ids("findings"));
        Assert.Equal(["CVE-2026-105"], Ids("undecided"));

        IEnumerable<string?> Ids(string list) => release.GetProperty(list).EnumerateArray()
            .Select(position => cves[position.GetInt32()].GetProperty("id").GetString());
    }

    [Fact]
    public void The_report_contains_the_feed_with_the_same_bytes() => Assert.Equal(ReportFeeds.Marked, _report.Text("feed.json"));
}
