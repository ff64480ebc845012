namespace SecurityResponder.Feed.Tests.Checking;

/// <summary>Entries of the curation file that the sources have caught up with.</summary>
public sealed class ObsoleteCurationTests : IDisposable
{
    private const string Reason = "reason: It is so., source: 'https://example.org'";

    private readonly TemporaryFolder _folder = new();

    public ObsoleteCurationTests()
    {
        _folder.Write("notes/v1.35.X.md", """
            | Version | Release date | Kubernetes | Etcd | CoreDNS |
            | --- | --- | --- | --- | --- |
            | v1.35.3+rke2r1\* | Mar 05 2026 | v1.35.3 | v3.6.9-k3s1 | v1.14.1 |
            | v1.35.2+rke2r1 | Feb 05 2026 | v1.35.2 | v3.6.7-k3s1 | v1.14.1 |

            ## Release v1.35.3+rke2r1
            * Update to v1.35.3 and Go v1.25.9
            """);
        _folder.Write("osv/GO-2026-1.json", """
            {"id": "GO-2026-1", "aliases": ["CVE-2026-1"], "affected": [{"package": {"ecosystem": "Go", "name": "go.etcd.io/etcd"},
              "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "3.6.8"}]}],
              "ecosystem_specific": {"imports": [{"path": "go.etcd.io/etcd", "goos": ["windows"]}]}}],
             "database_specific": {"severity": "HIGH"}}
            """);
        _folder.Write("channels.yaml", "channels:\n- {name: latest, excludeRegexp: '^v1[.]35[.]2[+]rke2r1$'}\n");
        _folder.Write("schedule.yaml", "schedules:\n- {release: 1.35, endOfLifeDate: 2027-02-28}\n");
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(
        "severities", "{id: CVE-2026-1, score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', by: GitHub}",
        "the sources contain the rating of CVE-2026-1 by GitHub")]
    [InlineData(
        "advisories", "{id: CVE-2026-1, affected: [{component: etcd, ranges: [{introduced: '0', fixed: 3.6.8}]}]}",
        "the sources contain the bounds of etcd for CVE-2026-1")]
    [InlineData(
        "advisories", "{id: GO-2026-1, conditions: [{component: etcd, operating_systems: [windows]}]}",
        "the sources contain the condition of GO-2026-1")]
    [InlineData("advisories", "{id: CVE-2026-1, not_affected: [example.org/other]}", "no source lists example.org/other for CVE-2026-1")]
    [InlineData("advisories", "{id: CVE-2026-9, required_action: set it}", "no source has an entry CVE-2026-9 about a component")]
    [InlineData(
        "releases", "{version: v1.35.3+rke2r1, prime: true}", "the sources say of v1.35.3+rke2r1 that it is for Prime customers only")]
    [InlineData("releases", "{version: v1.35.2+rke2r1, withdrawn: true}", "the sources say of v1.35.2+rke2r1 that it was withdrawn")]
    [InlineData("releases", "{version: v1.35.3+rke2r1, go: 1.25.9}", "the sources say of v1.35.3+rke2r1 its Go version")]
    [InlineData("releases", "{version: v1.35.9+rke2r1, go: 1.25.9}", "the release notes do not list v1.35.9+rke2r1")]
    [InlineData("support", "{minor: 1.35, endOfLife: 2027-02-28}", "the schedule contains the last day of 1.35")]
    [InlineData("accepted", "{component: etcd, releases: [v1.35.2+rke2r1]}", "the release notes contain etcd in v1.35.2+rke2r1")]
    [InlineData("accepted", "{minor: '1.35'}", "the release notes contain releases of 1.35")]
    [InlineData("accepted", "{id: CVE-2026-1}", "nothing looks wrong about CVE-2026-1")]
    public void An_entry_that_the_sources_no_longer_need_is_named_with_its_line(string list, string entry, string why) =>
        Assert.Contains($"curation.yaml:2: note: the entry is obsolete: {why}\n", Check(list, entry), StringComparison.Ordinal);

    [Theory]
    [InlineData("severities", "{id: CVE-2026-1, score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N', by: GitHub}")]
    [InlineData("advisories", "{id: CVE-2026-1, affected: [{component: etcd, ranges: [{introduced: 3.6.0, fixed: 3.6.8}]}]}")]
    [InlineData("advisories", "{id: CVE-2026-1, affected: [{component: coredns, ranges: [{introduced: '0', fixed: 3.6.8}]}]}")]
    [InlineData("advisories", "{id: CVE-2026-1, conditions: [{component: etcd, operating_systems: [linux]}]}")]
    [InlineData("advisories", "{id: CVE-2026-1, not_affected: [go.etcd.io/etcd]}")]
    [InlineData("advisories", "{id: CVE-2026-1, required_action: set it}")]
    [InlineData("advisories", "{id: CVE-2026-9, affected: [{component: etcd, ranges: [{introduced: '0', fixed: 3.6.8}]}]}")]
    [InlineData("releases", "{version: v1.35.2+rke2r1, prime: true}")]
    [InlineData("releases", "{version: v1.35.3+rke2r1, withdrawn: true}")]
    [InlineData("releases", "{version: v1.35.3+rke2r1, go: 1.25.8}")]
    [InlineData("support", "{minor: 1.35, endOfLife: 2027-03-28}")]
    [InlineData("accepted", "{component: traefik, releases: [v1.35.2+rke2r1]}")]
    [InlineData("accepted", "{component: etcd, releases: [v1.35.9+rke2r1]}")]
    [InlineData("accepted", "{minor: '1.34'}")]
    [InlineData("accepted", "{id: CVE-2026-9}")]
    public void An_entry_that_still_corrects_something_is_not(string list, string entry) =>
        Assert.DoesNotContain("obsolete", Check(list, entry), StringComparison.Ordinal);

    private string Check(string list, string entry)
    {
        var curation = _folder.Write("curation.yaml", $"{list}:\n- {entry.Insert(entry.Length - 1, ", " + Reason)}\n");
        string[] sources =
        [
            "--release-notes", _folder.At("notes"), "--osv", _folder.At("osv"), _folder.Write("ghsa/a.json", """
            {"id": "GHSA-aaaa-bbbb-cccc", "aliases": ["CVE-2026-1"],
             "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]}
            """),
            "--channels", _folder.At("channels.yaml"), "--support", _folder.At("schedule.yaml"),
        ];
        var feed = _folder.At("feed.json");
        Assert.Equal(0, Run.Of(["build", .. sources, "--out", feed]).ExitCode);
        var run = Run.Of(["check", feed, .. sources, "--curation", curation]);
        Assert.Equal("", run.Error);
        return run.Output;
    }
}
