using SecurityResponder.Assessments;
using SecurityResponder.Components;
using SecurityResponder.Releases;

namespace SecurityResponder.Tests.Assessments;

/// <summary>Which advisories and minors an answer contains.</summary>
public sealed class AnswerScopeTests
{
    private static readonly string[] All =
    [
        Given.Release("v1.36.1+rke2r1", Etcd("3.6.9-k3s1")),
        Given.Release("v1.35.2+rke2r1", Etcd("3.6.7-k3s1")),
        Given.Release("v1.34.5+rke2r1", Etcd("3.6.5-k3s1")),
        Given.Release("v1.31.9+rke2r1", Etcd("3.5.21-k3s1")),
        Given.Release("v1.30.9+rke2r1", Etcd("3.5.19-k3s1")),
    ];

    [Theory]
    [InlineData("introduced 0, fixed 3.5.21", false)]
    [InlineData("introduced 0, fixed 3.5.22", true)]
    [InlineData("introduced 0, last_affected 3.5.20", false)]
    [InlineData("introduced 0, last_affected 3.5.21", true)]
    [InlineData("introduced 3.6.7", true)]
    [InlineData("introduced 3.6.8", false)]
    [InlineData("introduced 3.6.7-k3s1", true)]
    [InlineData("introduced 3.6.7-k3s2", false)]
    public void An_advisory_is_in_the_answer_if_its_range_meets_the_covered_versions(string events, bool expected) =>
        Assert.Equal(expected, Scope(Given.Advisory("CVE-2026-1", "etcd", events)).Advisories.Count == 1);

    [Theory]
    [InlineData("3.5.21", true)]
    [InlineData("3.6.7", true)]
    [InlineData("3.5.30", true)]
    [InlineData("3.5.20", false)]
    [InlineData("3.6.8", false)]
    public void A_version_by_name_counts_with_every_rebuild_of_it(string version, bool expected)
    {
        var advisory = $$"""
            { "id": "CVE-2026-1", "affected": [ { "package": { "name": "etcd" }, "versions": [ "{{version}}" ] } ],
              "database_specific": { "severity": "HIGH" } }
            """;

        Assert.Equal(expected, Scope(advisory).Advisories.Count == 1);
    }

    [Fact]
    public void Three_minors_before_the_reported_one_and_the_next_are_covered()
    {
        var etcd = Scope().Covers.Single(covered => covered.Component == Component.Etcd);

        Assert.Equal(("3.5.21-k3s1", "3.6.7-k3s1"), (etcd.From.ToString(), etcd.To.ToString()));
    }

    [Fact]
    public void A_component_with_an_unlisted_version_is_covered_whole()
    {
        var scope = Scope(Given.Advisory("CVE-2026-2", "cilium", "introduced 0, fixed 0.1.0"));

        Assert.Single(scope.Advisories);
        Assert.True(scope.Covers.Single(covered => covered.Component == Component.Cilium)
            .Includes(Component.Cilium, ComponentVersion.TryParse("99.0.0")!));
    }

    private static string Etcd(string version) => $"\"etcd\": \"{version}\"";

    private static AnswerScope Scope(params string[] advisories)
    {
        var lastDays = new Dictionary<MinorVersion, DateOnly> { [new(1, 35)] = new(2027, 2, 28) };
        var feed = Given.Feed(All, advisories) with { LastDays = lastDays };
        return AnswerScope.Of(feed, feed.Releases.Single(release => release.Version.Minor.Minor == 34), Given.Now);
    }
}
