using CsCheck;
using SecurityResponder.Releases;

namespace SecurityResponder.Tests.Releases;

public sealed class ReleaseVersionTests
{
    private static readonly Gen<string> Written =
        from minor in Gen.Int[0, 2]
        from patch in Gen.Int[0, 2]
        from candidate in Gen.OneOf("", "-rc1", "-rc2", "-RC2", "-rc.2", "-rc10", "-alpha1", "-0-5", "-rc99999999999", "--0", "-rc02")
        from revision in Gen.OneOf("", "+rke2r1", "+rke2r2", "+RKE2r2", "+rke2r10", "+k3s1", "+dirty", "+rke2r01")
        from prefix in Gen.OneOf("v", "")
        select $"{prefix}1.{minor}.{patch}{candidate}{revision}";

    [Theory]
    [InlineData("v1.35.3+rke2r1", "v1.35.3+rke2r3")]
    [InlineData("v1.35.3+rke2r9", "v1.35.3+rke2r10")]
    [InlineData("v1.36.1-rc2+rke2r1", "v1.36.1+rke2r1")]
    [InlineData("v1.36.1-rc2+rke2r1", "v1.36.1-rc10+rke2r1")]
    [InlineData("v1.36.1-alpha1+rke2r1", "v1.36.1-rc1+rke2r1")]
    [InlineData("v1.36.1-rc2+rke2r5", "v1.36.1+rke2r1")]
    [InlineData("v1.35.7", "v1.35.7+rke2r1")]
    [InlineData("v1.35.9+rke2r1", "v1.35.10+rke2r1")]
    [InlineData("v1.35.99+rke2r1", "v1.36.0-rc1+rke2r1")]
    [InlineData("v1.33.4+k3s1", "v1.33.4+rke2r1")]
    public void The_first_comes_before_the_second(string older, string newer) => Assert.True(Parsed(older) < Parsed(newer));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("v1.35")]
    [InlineData("1.35.7.1")]
    [InlineData("v1.35.-7")]
    [InlineData("v1.35.7-")]
    [InlineData("v1.35.7+")]
    [InlineData("v1.35.7-rc..1")]
    [InlineData("v1.35.7+rke2 r1")]
    [InlineData("v1.35.99999999999")]
    [InlineData("v1.35.٣")]
    [InlineData("latest")]
    [InlineData("v1.35.7\0")]
    [InlineData("v1.35\0.7+rke2r1")]
    public void Text_that_is_no_version_is_null(string? text) => Assert.Null(ReleaseVersion.TryParse(text));

    [Fact]
    public void A_version_longer_than_128_characters_is_null() =>
        Assert.Null(ReleaseVersion.TryParse("v1.35.7+" + new string('a', 121)));

    [Fact]
    public void The_text_stays_as_it_was_read() => Assert.Equal("v1.36.1-rc2+rke2r1", Parsed("v1.36.1-rc2+rke2r1").ToString());

    [Theory]
    [InlineData("v1.36.1-rc2+rke2r1", true)]
    [InlineData("v1.36.1-alpha1+rke2r1", true)]
    [InlineData("v1.36.1+rke2r1", false)]
    [InlineData("v1.36.1", false)]
    public void Candidates_are_told_by_their_suffix(string text, bool isPrerelease) =>
        Assert.Equal(isPrerelease, Parsed(text).IsPrerelease);

    [Fact]
    public void The_minor_is_that_of_Kubernetes_and_the_next_is_one_higher()
    {
        Assert.Equal(new MinorVersion(1, 35), Parsed("v1.35.7+rke2r1").Minor);
        Assert.Equal("1.36", Parsed("v1.35.7+rke2r1").Minor.Next.ToString());
    }

    [Fact]
    public void No_text_makes_parsing_fail() => Gen.String.Sample(text =>
    {
        ReleaseVersion.TryParse(text);
        _ = MinorVersion.TryParse(text, out _);
    });

    [Fact]
    public void The_order_is_total_and_agrees_with_equality() => Gen.Select(Written, Written, Written).Sample((first, second, third) =>
    {
        var (a, b, c) = (Parsed(first), Parsed(second), Parsed(third));
        Assert.Equal(Math.Sign(a.CompareTo(b)), -Math.Sign(b.CompareTo(a)));
        Assert.Equal(a.CompareTo(b) == 0, a.Equals(b));
        if (a.Equals(b))
        {
            Assert.Equal(a.GetHashCode(), b.GetHashCode());
        }

        if (a <= b && b <= c)
        {
            Assert.True(a <= c);
        }
    });

    [Fact]
    public void Within_a_minor_the_order_is_that_of_the_published_dates()
    {
        var releases = SharedData.Json("data/rke2/releases.json").EnumerateArray()
            .Select(release => (Version: Parsed(release.GetProperty("name").GetString()!),
                Date: release.GetProperty("releaseDate").GetString()!)).ToList();
        Assert.Equal(56, releases.Count);
        foreach (var minor in releases.GroupBy(release => release.Version.Minor))
        {
            var dates = minor.OrderBy(release => release.Version).Select(release => release.Date).ToList();
            Assert.Equal(dates.Order(StringComparer.Ordinal), dates);
        }
    }

    private static ReleaseVersion Parsed(string text) => ReleaseVersion.TryParse(text) ?? throw new ArgumentException(text);
}
