using CsCheck;
using SecurityResponder.Assessments;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;
using Release = SecurityResponder.Releases.Release;

namespace SecurityResponder.Tests.Assessments;

public sealed class AffectedReleasesTests
{
    private static readonly string[] Names = ["coredns", "cilium", "calico", "rke2", "kubernetes", "traefik"];

    private static readonly Gen<string> Component = Gen.Select(
        Any("coredns", "cilium", "calico", "canal-calico", "traefik"), Gen.Int[0, 5], (name, patch) => $"\"{name}\": \"v1.2.{patch}\"");

    private static readonly Gen<string> Release =
        Gen.Select(Gen.Int[33, 36], Gen.Int[0, 3], Gen.Int[0, 2], Component.Array[0, 3], Gen.Bool, (minor, patch, kind, parts, isBound) =>
        Given.Release(
            $"v1.{minor}.{patch}{(kind == 2 ? "-rc1" : "")}+rke2r1",
            string.Join(',', parts.DistinctBy(part => part.Split(':')[0])),
            isBound ? $"v1.{minor - 1}.2" : ""));

    private static readonly Gen<string> Advisory = Gen.Select(
        Gen.Int[1, 30], Any(Names), Gen.Int[0, 6], Gen.Int[33, 36], Any("LOW", "CRITICAL"), (id, name, patch, minor, severity) =>
            Given.Advisory($"CVE-2026-{id}", name,
                name is "rke2" or "kubernetes" ? $"introduced 0, fixed 1.{minor}.2" : $"introduced 1.2.1, fixed 1.2.{patch}", severity));

    [Fact]
    public void With_what_is_told_about_a_release_a_client_says_what_it_says_with_the_whole_feed()
    {
        Gen.Select(Release.Array[1, 8], Advisory.Array[0, 12], Any<string?>(null, "canal", "calico", "cilium"),
            Any<string?>(null, "traefik")).Sample(
            (releases, advisories, cni, ingress) =>
            {
                var feed = Given.Feed(releases, advisories);
                foreach (var release in feed.Releases)
                {
                    var cluster = Given.Cluster(release.Version.ToString(), cni, ingress);
                    var told = Told(feed, release);
                    Assert.Equal(Said(Assessment.Of(cluster, feed, Given.Now)), Said(Assessment.Of(cluster, told, Given.Now)));
                }
            },
            iter: 1_000);
    }

    [Fact]
    public void An_answer_leaves_out_what_affects_only_later_minors()
    {
        var feed = Given.Feed(
            [Given.Release("v1.34.1+rke2r1"), Given.Release("v1.34.2+rke2r1"), Given.Release("v1.34.3+rke2r1"),
                Given.Release("v1.36.1+rke2r1")],
            [
                Given.Advisory("CVE-2026-5", "rke2", "introduced 0, fixed 1.33.0"),
                Given.Advisory("CVE-2026-1", "rke2", "introduced 1.34.2, fixed 1.34.3"),
                Given.Advisory("CVE-2026-2", "rke2", "introduced 1.36.0"),
                Given.Advisory("CVE-2026-3", "rke2", "introduced 0, fixed 1.34.2"),
                Given.Advisory("CVE-2026-4", "rke2", "introduced 1.34.3, fixed 1.35.0"),
            ]);

        feed = feed with { LastDays = new Dictionary<MinorVersion, DateOnly> { [new MinorVersion(1, 35)] = new(2027, 2, 28) } };
        var scope = AnswerScope.Of(feed, feed.Releases[^1], Given.Now);
        Assert.Equal(["CVE-2026-1", "CVE-2026-3", "CVE-2026-4"], scope.Advisories.Select(advisory => advisory.Id));
    }

    [Fact]
    public void What_stands_against_a_release_is_told_worst_first_and_without_what_nobody_can_decide()
    {
        var feed = Given.Feed(
            [Given.Release("v1.34.1+rke2r1")],
            [Given.Advisory("CVE-2026-1", "rke2", "introduced 0", "LOW"), Given.Advisory("CVE-2026-2", "rke2", "introduced 0", "CRITICAL"),
                Given.Advisory("CVE-2026-3", "coredns", "introduced 0")]);

        Assert.Equal(["CVE-2026-2", "CVE-2026-1"], AffectedReleases.Against(feed, feed.Releases[0]).Select(advisory => advisory.Id));
        Assert.Equal(3, AnswerScope.Of(feed, feed.Releases[0], Given.Now).Advisories.Count);
    }

    private static Feed Told(Feed feed, Release release)
    {
        var scope = AnswerScope.Of(feed, release, Given.Now);
        return feed with { Advisories = scope.Advisories, Covered = scope.Covers };
    }

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static string Said(Assessment said) => string.Join('|',
        said.Published,
        string.Join(',', said.Undecided.Select(undecided => undecided.Advisory.Id)),
        said.Support, Ids(said.Findings), Moved(said.Patch), Moved(said.NextMinor),
        said.Recommended?.Release.Version);

    private static string Moved(Upgrade? move) =>
        move is null ? "" : $"{move.Release.Version} fixes {Ids(move.Fixes)} leaves {Ids(move.Remains)} brings {Ids(move.Brings)}";

    private static string Ids(IEnumerable<Finding> findings) => string.Join(',', Given.Ids(findings));
}
