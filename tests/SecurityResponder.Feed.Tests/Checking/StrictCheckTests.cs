namespace SecurityResponder.Feed.Tests.Checking;

/// <summary>What the daily workflow runs: <c>build</c>, then <c>check --strict</c> with this repository's curation.</summary>
public sealed class StrictCheckTests : IDisposable
{
    private const string Headings = """
        | Version | Release date | Kubernetes | Etcd | Containerd | Runc | Metrics-server | Traefik |
        | --- | --- | --- | --- | --- | --- | --- | --- |

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_the_shared_sources_only_the_missing_minor_is_left()
    {
        var run = BuildAndCheck(SharedData.Sources);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            ["feed.json: warning: the feed has releases of 1.32 and 1.34, but none of 1.33: an upgrade has no path"], Counting(run));
        Assert.Contains("0 errors, 1 warnings", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_minor_passes_when_the_curation_accepts_it()
    {
        var curation = _folder.Write("curation.yaml", File.ReadAllText(SharedData.Repository("curation.yaml")) + """
              - minor: "1.33"
                reason: The shared notes leave it out.
                source: https://example.org
            """);

        var run = BuildAndCheck([.. SharedData.Sources[..^1], curation]);

        Assert.True(run.ExitCode == 0, run.Output);
    }

    [Fact]
    public void Cells_of_1_33_without_a_version_of_traefik_are_accepted_and_later_ones_are_not()
    {
        var run = BuildAndCheck("v1.33.X.md", Headings + """
            | v1.33.8+rke2r1 | Feb 13 2026 | v1.33.8 | v3.5.26-k3s1 | v2.1.5-k3s1 | v1.4.0 | v0.8.1 | Version |
            | v1.33.7+rke2r3 | Feb 04 2026 | v1.33.7 | v3.5.26-k3s1 | v2.1.5-k3s1 | v1.4.0 | v0.8.0 | v3.6.7 |
            | v1.33.7+rke2r1 | Dec 18 2025 | v1.33.7 | v3.5.25-k3s1 | v2.1.5-k3s1 | v1.4.0 | v0.8.0 | Version |
            | v1.33.0+rke2r1 | May 07 2025 | v1.33.0 | v3.5.21-k3s1 | v2.0.4-k3s2 | v1.2.5 | v0.7.2 | Version |
            """);

        Assert.Equal(1, run.ExitCode);
        Assert.EndsWith("warning: v1.33.8+rke2r1 lists no version of traefik", Assert.Single(Counting(run)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_row_of_1_29_3_with_a_cell_too_many_passes()
    {
        static string Link(string project, string version) => $"[{version}](https://github.com/{project}/releases/tag/{version})";
        static string Row(string release, string date, string runc, string more) =>
            $"| {release}+rke2r1 | {date} | {Link("kubernetes/kubernetes", release)} | {Link("k3s-io/etcd", "v3.5.9-k3s1")} "
            + $"| {Link("k3s-io/containerd", "v1.7.11-k3s2")} | {Link("opencontainers/runc", runc)} "
            + $"| {Link("kubernetes-sigs/metrics-server", "v0.6.3")} | {Link("traefik/traefik", "v2.10.7")} |{more}\n";

        var run = BuildAndCheck("v1.29.X.md", Headings + Row("v1.29.4", "Apr 29 2024", "v1.1.12", "")
            + Row("v1.29.3", "Mar 20 2024", "v1.1.", $" {Link("flannel-io/flannel", "v0.24.4")} |"));

        Assert.True(run.ExitCode == 0, run.Output);
    }

    [Fact]
    public void Entries_of_the_curation_that_the_sources_contain_do_not_fail_the_check()
    {
        var notes = _folder.Write("v1.35.X.md", Headings
            + "| v1.35.1+rke2r1 | Feb 13 2026 | v1.35.1 | v3.6.7-k3s1 | v2.1.5-k3s1 | v1.4.0 | v0.8.1 | v3.6.7 |\n");
        var record = _folder.Write("CVE-2020-8562.json", """
            {"dataType": "CVE_RECORD", "cveMetadata": {"cveId": "CVE-2020-8562", "state": "PUBLISHED"}, "containers": {"cna": {
              "providerMetadata": {"shortName": "kubernetes"}, "affected": [],
              "metrics": [{"cvssV3_1": {"vectorString": "CVSS:3.1/AV:N/AC:H/PR:H/UI:N/S:U/C:L/I:N/A:N"} }] } } }
            """);

        var run = BuildAndCheck(["--release-notes", notes, "--cve", record, "--curation", SharedData.Repository("curation.yaml")]);

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains(
            "note: the entry is obsolete: the sources contain the rating of CVE-2020-8562 by CNA (kubernetes)", run.Output,
            StringComparison.Ordinal);
    }

    private Run BuildAndCheck(string name, string notes) => BuildAndCheck(
        ["--release-notes", _folder.Write(name, notes), "--curation", SharedData.Repository("curation.yaml")]);

    private Run BuildAndCheck(string[] sources)
    {
        var feed = _folder.At("feed.json");
        var built = Run.Of(["build", .. sources, "--out", feed]);
        Assert.True(built.ExitCode == 0, built.Error);
        var size = new FileInfo(feed).Length;
        Assert.True(size < 1_000_000, $"{size} bytes");
        var run = Run.Of(["check", "--strict", feed, .. sources]);
        return run with { Output = run.Output.Replace(_folder.Path + "/", "", StringComparison.Ordinal) };
    }

    // Without notes and without the number of issues.
    private static string[] Counting(Run run) =>
        [.. run.Output.Split('\n').Where(line => line.Contains(": warning: ") || line.Contains(": error: "))];
}
