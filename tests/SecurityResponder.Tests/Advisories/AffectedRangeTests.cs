using SecurityResponder.Advisories;
using SecurityResponder.Components;

namespace SecurityResponder.Tests.Advisories;

public sealed class AffectedRangeTests
{
    [Theory]
    [InlineData("introduced 0, fixed 1.2.3", "v1.2.2", true)]
    [InlineData("introduced 0, fixed 1.2.3", "v1.2.3", false)]
    [InlineData("introduced 0, fixed 1.2.3", "v0.0.0-alpha.1", true)]
    [InlineData("introduced 0, fixed 1.2.3", "v1.2.3-rc.1", true)]
    [InlineData("introduced 1.2.0, fixed 1.2.3", "v1.1.9", false)]
    [InlineData("introduced 1.2.0, fixed 1.2.3", "v1.2.0", true)]
    [InlineData("introduced 1.2.0, fixed 1.2.3", "v1.2.0-rc.1", false)]
    [InlineData("introduced 1.2.0", "v9.9.9", true)]
    [InlineData("introduced 1.0.0, fixed 1.1.5, introduced 1.2.0, fixed 1.2.3", "v1.1.7", false)]
    [InlineData("introduced 1.0.0, fixed 1.1.5, introduced 1.2.0, fixed 1.2.3", "v1.2.1", true)]
    [InlineData("fixed 1.2.3, introduced 1.2.0, fixed 1.1.5, introduced 1.0.0", "v1.1.7", false)]
    [InlineData("fixed 1.2.3, introduced 1.2.0, fixed 1.1.5, introduced 1.0.0", "v1.2.1", true)]
    [InlineData("introduced 1.0.0, last_affected 1.1.5", "v1.1.5", true)]
    [InlineData("introduced 1.0.0, last_affected 1.1.5", "v1.1.5-k3s1", true)]
    [InlineData("introduced 1.0.0, last_affected 1.1.5", "v1.1.6", false)]
    [InlineData("last_affected 1.1.5, introduced 1.1.5", "v1.1.5", true)]
    [InlineData("last_affected 1.1.5, introduced 1.1.5", "v1.1.6", false)]
    [InlineData("introduced 1.0.0, fixed 1.1.0, introduced 1.1.0", "v1.1.0", true)]
    [InlineData("introduced 1.0.0, introduced 1.1.0, fixed 1.2.0", "v1.0.5", true)]
    [InlineData("fixed 1.2.0", "v1.0.5", false)]
    [InlineData("introduced 1.0.0, fixed banana", "v2.0.0", true)]
    [InlineData("introduced banana, fixed 2.0.0", "v1.0.0", true)]
    [InlineData("introduced 1.0.0, limit 1.2.0", "v1.1.9", true)]
    [InlineData("introduced 1.0.0, limit 1.2.0", "v1.2.0", false)]
    [InlineData("introduced 1.0.0, limit 1.2.0", "v1.2.0-k3s1", false)]
    [InlineData("limit 1.2.0, introduced 1.0.0, limit 1.4.0", "v1.3.0", true)]
    [InlineData("introduced 1.0.0, fixed 1.3.0, limit 1.2.0", "v1.2.5", false)]
    [InlineData("introduced 1.0.0, last_affected 1.3.0, limit 1.2.0", "v1.2.5", false)]
    [InlineData("introduced 1.0.0, fixed 1.1.0, introduced 1.3.0, limit 1.2.0", "v1.3.5", false)]
    [InlineData("introduced 1.0.0, fixed 1.1.0, limit 1.2.0", "v1.1.5", false)]
    [InlineData("introduced 1.0.0, limit 1.2.0, limit *", "v1.3.0", true)]
    [InlineData("introduced 1.0.0, limit 1.2.0, limit banana", "v1.3.0", true)]
    public void A_version_is_affected_as_the_events_say(string events, string version, bool isAffected) =>
        Assert.Equal(isAffected, Coredns(Given.Advisory("CVE-1", "coredns", events)).Affects(ComponentVersion.TryParse(version)!));

    [Theory]
    [InlineData("kubernetes", "introduced 0, fixed 0.35.2", "v1.35.1", false)]
    [InlineData("helm-controller", "introduced 0, fixed 0.16.3", "v0.16.2", true)]
    [InlineData("helm-controller", "introduced 0, fixed 0.16.3", "v0.16.3", false)]
    public void Only_a_staging_module_counts_from_0(string component, string events, string version, bool isAffected) =>
        Assert.Equal(isAffected, Coredns(Given.Advisory("CVE-1", component, events)).Affects(ComponentVersion.TryParse(version)!));

    [Theory]
    [InlineData("v2.2.6-k3s1")]
    [InlineData("v2.2.6-hardened2")]
    [InlineData("v2.2.6-prime7")]
    [InlineData("v2.2.6-build20260819")]
    public void A_revision_that_carries_the_fix_is_not_affected(string version) =>
        Assert.False(Coredns(Given.Advisory("CVE-1", "coredns", "introduced 0, fixed 2.2.6")).Affects(ComponentVersion.TryParse(version)!));

    [Theory]
    [InlineData("v1.27.14+rke2r1", true)]
    [InlineData("v1.27.15-rc1+rke2r1", true)]
    [InlineData("v1.27.15+rke2r1", false)]
    [InlineData("v1.27.15+rke2r2", false)]
    [InlineData("v1.27.15", false)]
    public void A_fix_without_a_revision_is_in_every_revision(string version, bool isAffected) =>
        Assert.Equal(isAffected,
            Coredns(Given.Advisory("CVE-1", "rke2", "introduced 0, fixed 1.27.15")).Affects(ComponentVersion.TryParse(version)!));

    [Fact]
    public void A_version_named_by_the_advisory_is_affected_and_its_neighbour_is_not()
    {
        var named = Coredns("""{ "id": "CVE-1", "affected": [ { "package": { "name": "rke2" }, "versions": ["v1.35.6+rke2r1"] } ] }""");
        Assert.True(named.Affects(ComponentVersion.TryParse("v1.35.6+rke2r1")!));
        Assert.False(named.Affects(ComponentVersion.TryParse("v1.35.6+rke2r2")!));
    }

    [Fact]
    public void A_range_of_commits_says_nothing_about_a_version()
    {
        var git = Coredns(
            """{ "id": "CVE-1", "affected": [ { "package": { "name": "coredns" },"""
            + """ "ranges": [ { "type": "GIT", "events": [ { "introduced": "0" } ] } ] } ] }""");
        Assert.False(git.Affects(ComponentVersion.TryParse("v1.0.0")!));
    }

    private static AffectedComponent Coredns(string advisory) =>
        Assert.Single(Assert.Single(Given.Feed([], [advisory]).Advisories).Affected);
}
