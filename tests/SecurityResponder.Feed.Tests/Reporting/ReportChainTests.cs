using System.Net;
using System.Text.RegularExpressions;

namespace SecurityResponder.Feed.Tests.Reporting;

/// <summary>A report that <c>build</c> writes explains each decision as <c>explain</c> does.</summary>
public sealed class ReportChainTests : IDisposable
{
    private const string Notes = """
        ## Upgrade Notice

        | Version | Release date | Kubernetes | Containerd |
        | --- | --- | --- | --- |
        | [v1.35.6+rke2r1](v1.35.X.md#release-v1356rke2r1) | Jun 25 2026 | v1.35.6 | [v2.2.5-k3s2](https://example.org) |
        | [v1.35.5+rke2r2](v1.35.X.md#release-v1355rke2r2) | May 29 2026 | v1.35.5 | [v2.2.3-k3s1](https://example.org) |
        """;

    private const string Entry = """
        {
          "id": "GO-2026-5758",
          "aliases": ["CVE-2026-53488"],
          "affected": [
            {
              "package": { "ecosystem": "Go", "name": "github.com/containerd/containerd/v2" },
              "ranges": [{ "type": "SEMVER", "events": [{ "introduced": "2.2.0" }, { "fixed": "2.2.5" }] }]
            }
          ]
        }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_finding_and_an_exclusion_name_range_version_and_source()
    {
        var run = Build("--out", _folder.At("feed.json"));
        var words = PageText.Of(File.ReadAllText(_folder.At("site/cves/CVE-2026-53488.html")));

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("Entries Go vulnerability database GO-2026-5758, osv/GO-2026-5758.json", words, StringComparison.Ordinal);
        Assert.Contains("Ranges used containerd: Go vulnerability database GO-2026-5758", words, StringComparison.Ordinal);
        Assert.Matches(
            @"v1\.35\.5\+rke2r2 containerd v2\.2\.3-k3s1 RKE2 release notes, containerd v2\.2\.3-k3s1, notes/v1\.35\.X\.md:\d+ "
                + @"affected in the range >= 2\.2\.0, < 2\.2\.5 Go vulnerability database GO-2026-5758, osv/GO-2026-5758\.json:7", words);
        Assert.Matches(@"v1\.35\.6\+rke2r1 containerd v2\.2\.5-k3s2 .* not affected outside of all ranges", words);
        Assert.DoesNotContain(_folder.Path, words, StringComparison.Ordinal);
    }

    [Fact]
    public void The_chain_of_explain_and_that_of_the_page_are_the_same()
    {
        Build("--out", _folder.At("feed.json"));
        var words = PageText.Of(File.ReadAllText(_folder.At("site/cves/CVE-2026-53488.html")));
        var explained = Run.Of(["explain", "CVE-2026-53488", .. Sources]).Output;
        var decisions = Regex.Matches(explained, "^  (?<component>\\S+ \\S+): (?<decision>[a-z ]+), (?<reason>.*)$",
            RegexOptions.Multiline | RegexOptions.ExplicitCapture);

        Assert.Equal(2, decisions.Count);
        Assert.All(decisions, decision =>
        {
            Assert.Contains(decision.Groups["component"].Value, words, StringComparison.Ordinal);
            Assert.Contains(
                $"{decision.Groups["decision"].Value} {WebUtility.HtmlDecode(decision.Groups["reason"].Value.TrimEnd())}", words,
                StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_changes_since_the_previous_feed_are_part_of_the_report()
    {
        var old = _folder.Write("old.json", """{"schemaVersion": "1.1", "versions": [], "advisories": []}""");
        var run = Build("--out", _folder.At("feed.json"), "--previous", old, "--base-url", "https://example.org/");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains(
            "v1.35.5+rke2r2 new release", PageText.Of(File.ReadAllText(_folder.At("site/changes.html"))), StringComparison.Ordinal);
        Assert.Contains(
            "https://example.org/changes.xml", File.ReadAllText(_folder.At("site/changes.xml")), StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_report_cannot_be_written_no_feed_is_written_either()
    {
        _folder.Write("site/notes.txt", "mine");
        var run = Build("--out", _folder.At("feed.json"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("which no report wrote", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.At("feed.json")));
    }

    private string[] Sources =>
    [
        "--release-notes", Path.GetDirectoryName(_folder.Write("notes/v1.35.X.md", Notes))!,
        "--osv", Path.GetDirectoryName(_folder.Write("osv/GO-2026-5758.json", Entry))!,
    ];

    private Run Build(params string[] args) => Run.Of(["build", .. Sources, "--report", _folder.At("site"), .. args]);
}
