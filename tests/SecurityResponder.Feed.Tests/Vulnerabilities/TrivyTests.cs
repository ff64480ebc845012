using System.Text;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Feed.Tests.Reporting;
using SecurityResponder.Feed.Vulnerabilities;

namespace SecurityResponder.Feed.Tests.Vulnerabilities;

public sealed class TrivyTests : IDisposable
{
    private const string CoreDns = "rancher/hardened-coredns:v1.14.6-build20260701";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("(devel)", "v1.14.6-build20260701")]
    [InlineData("v0.0.0-20260701000000-0123456789ab", "v1.14.6-build20260701")]
    [InlineData("", "v1.14.6-build20260701")]
    [InlineData("v1.14.5", "v1.14.5")]
    public void The_program_of_an_image_has_the_version_of_its_tag_unless_it_knows_its_own(string installed, string expected)
    {
        var finding = Assert.Single(Read(Report(CoreDns, Found("CVE-2026-1", "github.com/coredns/coredns", installed)))!.Findings);

        Assert.Equal(("CVE-2026-1", expected, "coredns"), (finding.Id, finding.Version, finding.Component?.Name));
    }

    [Fact]
    public void A_library_keeps_its_pseudo_version()
    {
        var report = Report(CoreDns, Found("CVE-2026-1", "golang.org/x/net", "v0.0.0-20260701000000-0123456789ab"));

        Assert.Equal("v0.0.0-20260701000000-0123456789ab", Assert.Single(Read(report)!.Findings).Version);
    }

    [Theory]
    [InlineData("")]
    [InlineData(", \"Results\": null")]
    [InlineData(", \"Results\": []")]
    [InlineData(", \"Results\": [{\"Target\": \"a\", \"Class\": \"lang-pkgs\"}, {\"Vulnerabilities\": null}]")]
    public void A_clean_image_was_scanned(string results)
    {
        var scan = Read($$"""{"SchemaVersion": 2, "ArtifactName": "{{CoreDns}}", "ArtifactType": "container_image"{{results}}}""")!;

        Assert.Equal(CoreDns, scan.Image);
        Assert.Empty(scan.Findings);
    }

    [Fact]
    public void A_report_of_the_first_schema_is_a_list()
    {
        var scan = Read($$"""
            [{"Target": "{{CoreDns}} (sles 15.6)", "Type": "suse", "Vulnerabilities": null},
             {"Target": "coredns", "Vulnerabilities": [{{Found("CVE-2026-1", "github.com/coredns/coredns", "v1.14.5")}}]}]
            """)!;

        Assert.Equal(CoreDns, scan.Image);
        Assert.Single(scan.Findings);
    }

    [Fact]
    public void An_image_that_was_scanned_from_a_file_is_named_by_its_tag() => Assert.Equal(CoreDns, Read($$"""
        {"SchemaVersion": 2, "Metadata": {"RepoTags": ["{{CoreDns}}"]}, "ArtifactName": "coredns.tar"}
        """)!.Image);

    [Theory]
    [InlineData("[]")]
    [InlineData("{\"SchemaVersion\": 2, \"ArtifactName\": \".\", \"ArtifactType\": \"filesystem\"}")]
    public void A_report_about_something_else_is_no_scan_of_an_image(string report) => Assert.Null(Read(report));

    [Theory]
    [InlineData("{}")]
    [InlineData("1")]
    [InlineData("{\"SchemaVersion\": 2, \"Results\": 1}")]
    public void Another_document_is_refused(string report) => Assert.Throws<InvalidSourceException>(() => Read(report));

    [Fact]
    public void Scans_never_change_the_feed()
    {
        var osv = _folder.Write("osv/a.json", """
            {"id": "GO-2026-1", "affected": [{"package": {"ecosystem": "Go", "name": "github.com/coredns/coredns"},
            "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.14.7"}]}]}]}
            """);
        var clean = _folder.Write("clean.json", Report(CoreDns, null));
        var found = _folder.Write("found.json", Report(CoreDns, Found("CVE-2026-2", "github.com/coredns/coredns", "(devel)")));

        string[] args = ["build", "--osv", osv, "--out", _folder.At("feed.json")];
        Run.Of(args);
        var without = File.ReadAllText(_folder.At("feed.json"));
        var run = Run.Of([.. args, "--trivy", clean, found]);

        Assert.Equal(without, File.ReadAllText(_folder.At("feed.json")));
        Assert.Contains("2 scans of images", run.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"{CoreDns} contains github.com/coredns/coredns v1.14.6-build20260701 with CVE-2026-2, which no source describes",
            run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_explanation_tells_found_from_clean_and_from_not_scanned()
    {
        var clean = _folder.Write("clean.json", Report(CoreDns, null));
        var found = _folder.Write("found.json", Report(
            "rancher/hardened-coredns:v1.14.5", "\n" + Found("GO-2026-1", "github.com/coredns/coredns", "(devel)")));
        var other = _folder.Write("other.json", Report("rancher/hardened-flannel:v1", null));

        Assert.Contains(
            $"scan: rancher/hardened-coredns:v1.14.5 contains github.com/coredns/coredns v1.14.5 (Trivy, {found}:2)",
            Explain(found), StringComparison.Ordinal);
        Assert.Contains($"scan: {CoreDns} was scanned without this vulnerability", Explain(clean), StringComparison.Ordinal);
        Assert.Contains("scan: no image of coredns was scanned", Explain(other), StringComparison.Ordinal);
        Assert.DoesNotContain("scan:", Explain(), StringComparison.Ordinal);
        Assert.Contains("v1.35.7+rke2r1: affected", Explain(clean), StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_shows_scans_beside_the_decisions_which_they_do_not_change()
    {
        var clean = _folder.Write("scans/clean.json", Report(CoreDns, null));
        var found = _folder.Write("scans/found.json", Report(
            "rancher/hardened-coredns:v1.14.5", "\n" + Found("GO-2026-1", "github.com/coredns/coredns", "(devel)")));

        var run = Run.Of([
            "build", .. Sources(), "--trivy", clean, found, "--out", _folder.At("feed.json"), "--report", _folder.At("site"),
        ]);
        var words = PageText.Of(File.ReadAllText(_folder.At("site/cves/GO-2026-1.html")));

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("Scans, which decide nothing", words, StringComparison.Ordinal);
        Assert.Contains(
            "rancher/hardened-coredns:v1.14.5 contains github.com/coredns/coredns v1.14.5 (Trivy, scans/found.json:2)", words,
            StringComparison.Ordinal);
        Assert.Contains(
            $"{CoreDns} was scanned without this vulnerability, which proves nothing (Trivy, scans/clean.json)", words,
            StringComparison.Ordinal);
        Assert.Contains("Affected releases: 1", words, StringComparison.Ordinal);
        Assert.DoesNotContain(_folder.Path, words, StringComparison.Ordinal);
    }

    private string Explain(params string[] reports)
    {
        var run = Run.Of(["explain", "GO-2026-1", .. Sources(), .. reports.Length > 0 ? ["--trivy", .. reports] : (string[])[]]);
        Assert.True(run.ExitCode == 0, run.Error);
        return run.Output;
    }

    private string[] Sources()
    {
        var osv = _folder.Write("osv/a.json", """
            {"id": "GO-2026-1", "affected": [{"package": {"ecosystem": "Go", "name": "github.com/coredns/coredns"},
            "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.14.7"}]}]}]}
            """);
        var notes = _folder.Write("notes/v1.35.X.md", """
            | Version | Release date | Kubernetes | CoreDNS |
            | --- | --- | --- | --- |
            | [v1.35.7+rke2r1](v1.35.X.md#release-v1357rke2r1) | Aug 01 2026 | [v1.35.7](a) | [v1.14.6](b) |
            """);
        return ["--osv", osv, "--release-notes", notes];
    }

    private static ImageScan? Read(string report) => TrivyReader.Read(new SourceFile("report.json", Encoding.UTF8.GetBytes(report)));

    private static string Found(string id, string package, string version) =>
        $$"""{"VulnerabilityID": "{{id}}", "PkgName": "{{package}}", "InstalledVersion": "{{version}}"}""";

    private static string Report(string image, string? vulnerability)
    {
        var results = vulnerability is null ? "" : $", \"Results\": [{{\"Target\": \"a\", \"Vulnerabilities\": [{vulnerability}]}}]";
        return $"{{\"SchemaVersion\": 2, \"ArtifactName\": \"{image}\", \"ArtifactType\": \"container_image\"{results}}}";
    }
}
