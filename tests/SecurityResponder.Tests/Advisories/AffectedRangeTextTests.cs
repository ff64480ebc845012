using SecurityResponder.Advisories;
using SecurityResponder.Components;

namespace SecurityResponder.Tests.Advisories;

public sealed class AffectedRangeTextTests
{
    [Theory]
    [InlineData(null, "1.3.3", null, "before 1.3.3")]
    [InlineData("1.3.0-rc.1", "1.3.3", null, "1.3.0-rc.1 to before 1.3.3")]
    [InlineData(null, null, "1.2.9", "up to 1.2.9")]
    [InlineData("1.2.0", null, "1.2.9", "1.2.0 to 1.2.9")]
    [InlineData("1.2.0", null, null, "1.2.0 and later")]
    [InlineData(null, null, null, "all versions")]
    public void A_range_says_where_it_begins_and_ends(string? introduced, string? fixedIn, string? last, string expected) =>
        Assert.Equal(expected, AffectedRangeText.Of(new AffectedRange(Parsed(introduced), Parsed(fixedIn), Parsed(last))));

    [Theory]
    [InlineData("1.3.1", "1.3.0 to before 1.3.3")]
    [InlineData("1.1.7", "versions listed by name")]
    [InlineData("1.2.0", null)]
    public void The_range_that_contains_the_version_is_named(string version, string? expected)
    {
        var advisory = Given.Feed(
            [Given.Release("v1.35.6+rke2r1")],
            [
                """
                { "id": "CVE-1", "affected": [ { "package": { "name": "runc" }, "versions": [ "1.1.7" ],
                  "ranges": [ { "type": "SEMVER", "events": [ { "introduced": "1.3.0" }, { "fixed": "1.3.3" } ] } ] } ] }
                """,
            ]).Advisories[0];

        Assert.Equal(expected, AffectedRangeText.Of(advisory, Component.Runc, Parsed(version)!));
        Assert.Null(AffectedRangeText.Of(advisory, Component.Etcd, Parsed(version)!));
    }

    private static ComponentVersion? Parsed(string? version) => ComponentVersion.TryParse(version);
}
