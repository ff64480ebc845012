namespace SecurityResponder.Tests.Assessments;

public sealed class FixFinderTests
{
    private static readonly string[] Flaw = [Given.Advisory("CVE-2026-1", "coredns", "introduced 1.14.2, fixed 1.14.5")];

    [Fact]
    public void An_older_release_without_the_flaw_is_no_fix() => Assert.Null(Fix(
        "v1.35.6+rke2r1",
        Release("v1.35.5+rke2r1", "v1.14.1"), Release("v1.35.6+rke2r1", "v1.14.3"), Release("v1.35.7+rke2r1", "v1.14.4")));

    [Theory]
    [InlineData("v1.35.7+rke2r1", """, "withdrawn": true""")]
    [InlineData("v1.35.7+rke2r1", """, "prime": true""")]
    [InlineData("v1.35.7-rc1+rke2r1", "")]
    public void A_release_that_the_cluster_cannot_take_is_no_fix(string later, string mark) => Assert.Equal("v1.35.8+rke2r1", Fix(
        "v1.35.6+rke2r1",
        Release("v1.35.6+rke2r1", "v1.14.3"), Release(later, "v1.14.5", mark), Release("v1.35.8+rke2r1", "v1.14.5")));

    [Fact]
    public void The_nearest_of_several_fixes_is_named() => Assert.Equal("v1.35.7+rke2r1", Fix(
        "v1.35.6+rke2r1",
        Release("v1.36.0+rke2r1", "v1.14.6"), Release("v1.35.8+rke2r1", "v1.14.5"), Release("v1.35.7+rke2r1", "v1.14.5"),
        Release("v1.35.6+rke2r1", "v1.14.3")));

    [Theory]
    [InlineData("v1.4.1", "v1.35.8+rke2r1")]
    [InlineData("v1.4.2", "v1.35.7+rke2r1")]
    public void A_flaw_of_two_components_is_fixed_where_both_are(string nextRunc, string fixedIn)
    {
        string Of(string name, string coredns, string runc) => Given.Release(name, $"\"coredns\": \"{coredns}\", \"runc\": \"{runc}\"");
        const string Event = """ "type": "SEMVER", "events": [ { "introduced": "0" }, { "fixed": """;
        string Package(string name, string fix) => $$"""{ "package": { "name": "{{name}}" }, "ranges": [ { {{Event}} "{{fix}}" } ] } ] }""";
        var feed = Given.Feed(
            [
                Of("v1.35.6+rke2r1", "v1.14.3", "v1.4.1"),
                Of("v1.35.7+rke2r1", "v1.14.5", nextRunc),
                Of("v1.35.8+rke2r1", "v1.14.5", "v1.4.2"),
            ],
            [$$"""{ "id": "CVE-2026-2", "affected": [ {{Package("coredns", "1.14.5")}}, {{Package("runc", "1.4.2")}} ] }"""]);

        Assert.Equal(fixedIn, Assert.Single(Given.Assessment(feed, "v1.35.6+rke2r1").Findings).FixedIn?.Version.ToString());
    }

    private static string? Fix(string installed, params string[] releases) =>
        Assert.Single(Given.Assessment(Given.Feed(releases, Flaw), installed).Findings).FixedIn?.Version.ToString();

    private static string Release(string name, string coredns, string mark = "") =>
        Given.Release(name, $"\"coredns\": \"{coredns}\"").Trim()[..^1] + mark + " }";
}
