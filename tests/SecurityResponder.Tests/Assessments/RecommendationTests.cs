using SecurityResponder.Assessments;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Tests.Assessments;

public sealed class RecommendationTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void From_an_unsupported_minor_the_target_is_the_first_supported_minor_with_every_step()
    {
        var recommendation = Of(["v1.33.9+rke2r1", "v1.33.13+rke2r2", "v1.34.9+rke2r1", "v1.34.10+rke2r1", "v1.35.7+rke2r1",
            "v1.36.3+rke2r1"]);
        Assert.Equal(["v1.34.10+rke2r1", "v1.35.7+rke2r1"], Path(recommendation.Target));
        Assert.Null(recommendation.Interim);
        Assert.Null(recommendation.Reason);
    }

    [Theory]
    [InlineData("HIGH", true)]
    [InlineData("MEDIUM", false)]
    public void The_newest_patch_is_an_interim_step_when_it_fixes_something_urgent(string severity, bool isInterim)
    {
        var recommendation = Of(
            ["v1.33.9+rke2r1", "v1.33.13+rke2r2", "v1.34.10+rke2r1", "v1.35.7+rke2r1"],
            Given.Advisory("CVE-1", "rke2", "introduced 0, fixed 1.33.13", severity));
        Assert.Equal(isInterim ? "v1.33.13+rke2r2" : null, recommendation.Interim?.Release.Version.ToString());
    }

    [Theory]
    [InlineData("MinorMissing", "lists no release of 1.34", "v1.33.9+rke2r1", "v1.36.3+rke2r1")]
    [InlineData("OnlyPrereleases", "1.34 has only pre-releases", "v1.33.9+rke2r1", "v1.34.1-rc1+rke2r1")]
    [InlineData("NewestKnown", "No newer release is known", "v1.33.9+rke2r1")]
    public void When_nothing_can_be_taken_the_reason_is_named(string code, string text, params string[] versions)
    {
        var recommendation = Of(versions);
        Assert.Null(recommendation.Target);
        Assert.Equal(code, recommendation.Reason?.Code);
        Assert.Contains(text, recommendation.Reason?.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1.35.6+rke2r1", "v1.35.7+rke2r1", "introduced 1.35.7")]
    [InlineData("v1.35.7+rke2r1", "v1.36.3+rke2r1", "introduced 1.36.0")]
    public void When_the_only_release_that_can_be_taken_is_worse_that_is_the_reason(string installed, string worse, string affected)
    {
        var recommendation = Of([installed, worse], Given.Advisory("CVE-1", "rke2", affected));
        Assert.Null(recommendation.Target);
        Assert.Equal("NothingBetter", recommendation.Reason?.Code);
    }

    [Theory]
    [InlineData("\"withdrawn\": true", "OnlyWithdrawn")]
    [InlineData("\"prime\": true", "OnlyPrime")]
    [InlineData("\"minUpgradableVersion\": \"v1.34.5+rke2r1\"", "Barred")]
    public void A_marked_release_is_no_target_and_the_mark_is_the_reason(string mark, string code)
    {
        var recommendation = Recommendation(
            $$"""{ "name": "v1.33.9+rke2r1" }, { "name": "v1.34.10+rke2r1", {{mark}} }""", isPrime: false);
        Assert.Null(recommendation.Target);
        Assert.Equal(code, recommendation.Reason?.Code);
    }

    [Fact]
    public void A_Prime_cluster_takes_Prime_releases() => Assert.Equal(
        ["v1.34.10+rke2r1"],
        Path(Recommendation("""{ "name": "v1.33.9+rke2r1" }, { "name": "v1.34.10+rke2r1", "prime": true }""", isPrime: true).Target));

    [Fact]
    public void A_step_over_a_patch_is_taken_where_the_next_minor_demands_it()
    {
        var recommendation = Recommendation(
            """
            { "name": "v1.33.9+rke2r1" }, { "name": "v1.33.13+rke2r1" },
            { "name": "v1.34.10+rke2r1", "minUpgradableVersion": "v1.33.12+rke2r1" }
            """,
            isPrime: false);
        Assert.Equal(["v1.33.13+rke2r1", "v1.34.10+rke2r1"], Path(recommendation.Target));
    }

    [Fact]
    public void Where_no_supported_minor_can_be_reached_the_best_patch_is_recommended_with_the_reason()
    {
        var recommendation = Of(
            ["v1.33.9+rke2r1", "v1.33.13+rke2r2", "v1.36.3+rke2r1"], Given.Advisory("CVE-1", "rke2", "introduced 0, fixed 1.33.13",
                "HIGH"));
        Assert.Equal(["v1.33.13+rke2r2"], Path(recommendation.Target));
        Assert.Equal("MinorMissing", recommendation.Reason?.Code);
    }

    [Theory]
    [InlineData("2026-12-28", true)]
    [InlineData("2026-12-29", false)]
    [InlineData("2026-11-28", true)]
    public void A_target_whose_support_ends_within_30_days_says_so(string endOfLife, bool endsSoon)
    {
        var feed = Feed(["v1.34.9+rke2r1", "v1.34.10+rke2r1"], []) with
        {
            LastDays = new Dictionary<MinorVersion, DateOnly> { [new(1, 34)] = DateOnly.ParseExact(endOfLife, "yyyy-MM-dd") },
        };
        Assert.Equal(endsSoon, Assessment.Of(Given.Cluster("v1.34.9+rke2r1"), feed, Now).Patch!.EndsSoon);
    }

    [Fact]
    public void A_known_exploited_vulnerability_weighs_more_than_critical_ones()
    {
        var feed = Feed(
            ["v1.35.6+rke2r1", "v1.36.3+rke2r1"],
            [
                Given.Advisory("CVE-1", "rke2", "introduced 0, fixed 1.36.0", "LOW", """, "exploited": true"""),
                Given.Advisory("CVE-2", "rke2", "introduced 1.36.0", "CRITICAL"), Given.Advisory("CVE-3", "rke2", "introduced 1.36.0",
                    "CRITICAL"),
            ]);
        var assessment = Assessment.Of(Given.Cluster("v1.35.6+rke2r1"), feed, Now);
        Assert.Equal("v1.36.3+rke2r1", assessment.Recommended?.Release.Version.ToString());
        Assert.Equal(["CVE-2", "CVE-3"], Given.Ids(assessment.Recommended!.Brings));
    }

    [Fact]
    public void A_finding_names_the_nearest_release_with_the_fix_and_since_when_it_exists()
    {
        var feed = Feed(
            ["v1.35.6+rke2r1", "v1.35.7+rke2r1", "v1.35.8+rke2r1"], [Given.Advisory("CVE-1", "rke2", "introduced 0, fixed 1.35.7")]);
        var assessment = Assessment.Of(Given.Cluster("v1.35.6+rke2r1"), feed, Now);
        Assert.Equal("v1.35.7+rke2r1", Assert.Single(assessment.Findings).FixedIn?.Version.ToString());
        Assert.Equal(117, (int)(Now - assessment.Findings[0].FixAvailableSince!.Value).TotalDays + 1);
        Assert.Equal(116, assessment.OldestFixDays);
    }

    [Theory]
    [InlineData(true, "v1.35.7+rke2r1")]
    [InlineData(false, "v1.35.8+rke2r1")]
    public void A_Prime_release_has_the_fix_for_Prime_clusters_only(bool isPrime, string fixedIn)
    {
        var feed = Given.Feed(
            $$"""
            { "versions": [ { "name": "v1.35.6+rke2r1" }, { "name": "v1.35.7+rke2r1", "prime": true }, { "name": "v1.35.8+rke2r1" } ],
              "advisories": [ {{Given.Advisory("CVE-1", "rke2", "introduced 0, fixed 1.35.7")}} ] }
            """);
        var assessment = Assessment.Of(Given.Cluster("v1.35.6+rke2r1") with { IsPrime = isPrime }, feed, Now);
        Assert.Equal(fixedIn, Assert.Single(assessment.Findings).FixedIn?.Version.ToString());
    }

    [Theory]
    [InlineData("v1.34.5+k3s1")]
    [InlineData("v1.34.5-eks-1234567")]
    [InlineData("v1.35.6")]
    public void For_another_distribution_nothing_is_recommended(string version)
    {
        var assessment = Assessment.Of(Given.Cluster(version), Feed(["v1.35.7+rke2r1", "v1.36.3+rke2r1"], []), Now);
        Assert.False(assessment.IsRke2);
        Assert.Null(assessment.Recommended);
        Assert.Equal("NotRke2", assessment.Recommendation.Reason?.Code);
    }

    private static Recommendation Of(string[] versions, params string[] advisories) =>
        Assessment.Of(Given.Cluster(versions[0]), Feed(versions, advisories), Now).Recommendation;

    private static Recommendation Recommendation(string releases, bool isPrime)
    {
        var feed = Given.Feed(
            $$"""{ "versions": [ {{releases}} ], "advisories": [], "support": [ { "minor": "1.33", "endOfLife": "2026-06-28" } ] }""");
        return Assessment.Of(Given.Cluster("v1.33.9+rke2r1") with { IsPrime = isPrime }, feed, Now).Recommendation;
    }

    private static Feed Feed(string[] versions, string[] advisories) => Given.Feed(versions.Select(version => Given.Release(version)),
        advisories) with
    {
        LastDays = new Dictionary<MinorVersion, DateOnly>
        {
            [new(1, 33)] = new(2026, 6, 28),
            [new(1, 34)] = new(2026, 10, 27),
            [new(1, 35)] = new(2027, 2, 28),
            [new(1, 36)] = new(2027,
                6, 28),
        },
    };

    private static string[] Path(Upgrade? upgrade) => [.. upgrade?.Path.Select(release => release.Version.ToString()) ?? []];
}
