using SecurityResponder.Assessments;

namespace SecurityResponder.Feed.Tests.Building;

/// <summary>CVE-2026-73500: the Go database names etcd by the module of its TLS listener.</summary>
public sealed class EtcdModuleTests : IDisposable
{
    private const string Entry = """
        {"id": "GO-2026-6107", "aliases": ["CVE-2026-73500", "GHSA-6vch-q96h-7gc3"],
         "summary": "Unbounded TLS handshake goroutines in go.etcd.io/etcd/client/pkg/v3",
         "affected": [{"package": {"name": "go.etcd.io/etcd/client/pkg/v3", "ecosystem": "Go"},
          "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "3.5.33"}, {"introduced": "3.6.0"}, {"fixed": "3.6.14"},
           {"introduced": "3.7.0-alpha.0"}, {"fixed": "3.7.1"}]}],
          "ecosystem_specific": {"imports": [{"path": "go.etcd.io/etcd/client/pkg/v3/transport", "symbols": ["NewListener"]}]}}]}
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_affects_exactly_the_releases_with_an_etcd_before_the_fixes()
    {
        // v3.6.12-k3s1 → 3, 6, 12, without the code under test.
        static bool IsBeforeFix(string etcd) =>
            Version.Parse(etcd.TrimStart('v').Split('-')[0]) is var version && (version.Minor, version.Build) switch
            {
                (6, var patch) => patch < 14,
                (5, var patch) => patch < 33,
                (var minor, _) => minor < 5,
            };
        var expected = SharedData.Json("data/rke2/releases.json").EnumerateArray().ToDictionary(
            release => release.GetProperty("name").GetString()!,
            release => IsBeforeFix(release.GetProperty("components").GetProperty("etcd").GetString()!));

        var feed = Built(SharedData.At("data/rke2/release-notes"));

        Assert.Equal(56, feed.Releases.Count);
        Assert.All(feed.Releases, release => Assert.Equal(
            expected[release.Version.ToString()],
            AffectedReleases.Against(feed, release).Any(advisory => advisory.Id == "CVE-2026-73500")));
        Assert.Contains(false, expected.Values);
    }

    [Theory]
    [InlineData("v3.6.14-k3s1", false)]
    [InlineData("v3.6.13-k3s1", true)]
    [InlineData("v3.5.33-k3s1", false)]
    [InlineData("v3.5.32-k3s1", true)]
    public void A_build_of_the_fixed_version_is_not_affected(string etcd, bool isAffected)
    {
        var feed = Built(_folder.Write("v1.36.X.md", $"""
            | Version | Kubernetes | Etcd |
            | --- | --- | --- |
            | v1.36.3+rke2r1 | v1.36.3 | [{etcd}](https://github.com/k3s-io/etcd/releases/tag/{etcd}) |
            """));

        Assert.Equal(isAffected, AffectedReleases.Against(feed, Assert.Single(feed.Releases)).Any());
    }

    private Feeds.Feed Built(string notes) => Feeds.Feed.FromAnswer(
        Run.Build("--release-notes", notes, "--osv", _folder.Write("GO-2026-6107.json", Entry)));
}
