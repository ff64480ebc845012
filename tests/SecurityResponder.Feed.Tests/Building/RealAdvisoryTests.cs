using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Components;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Tests.Building;

/// <summary>The feed of all shared sources and this repository's curation.</summary>
public sealed class RealAdvisoryTests
{
    private static readonly Lazy<Answer> Answer = new(() => Run.Build(SharedData.Sources));
    private static readonly DateTimeOffset Now = new(2026, 8, 20, 0, 0, 0, TimeSpan.Zero);

    private static Feeds.Feed Feed => Feeds.Feed.FromAnswer(Answer.Value);

    [Fact]
    public void IngressNightmare_leads_the_list_of_v1_32_2()
    {
        var worst = Assessment("v1.32.2+rke2r1").Findings[0].Advisory;

        Assert.Equal(("CVE-2025-1974", 9.8), (worst.Id, worst.Severity.Score));
        Assert.Equal("CNA (kubernetes)", worst.SeveritySource);
    }

    [Fact]
    public void A_flaw_of_containerd_affects_exactly_the_releases_with_such_a_containerd()
    {
        bool IsAffected(string containerd) =>
            ComponentVersion.TryParse(containerd)! is var version && (version < ComponentVersion.TryParse("2.0.10")!
                || (version >= ComponentVersion.TryParse("2.1.0")! && version < ComponentVersion.TryParse("2.1.9")!)
                || (version >= ComponentVersion.TryParse("2.2.0")! && version < ComponentVersion.TryParse("2.2.5")!));

        Assert.All(Feed.Releases, release => Assert.Equal(
            IsAffected(release.Components["containerd"]),
            AffectedReleases.Against(Feed, release).Any(advisory => advisory.Id == "CVE-2026-53488")));
    }

    [Fact]
    public void Bounds_that_are_commits_are_decided_by_curation()
    {
        Assert.DoesNotContain(Feed.Releases.SelectMany(release => ReleaseAssessment.Of(Feed, release).Undecided),
            undecided => undecided.Advisory.Id is "CVE-2026-4342" or "CVE-2026-41184");
        Assert.Contains(Assessment("v1.34.5+rke2r1").Findings, finding => finding.Advisory.Id == "CVE-2026-4342");
        Assert.DoesNotContain(Assessment("v1.35.4+rke2r1").Findings, finding => finding.Advisory.Id == "CVE-2026-4342");
    }

    [Theory]
    [InlineData("CVE-2024-5321")]
    [InlineData("CVE-2024-9042")]
    [InlineData("GO-2024-3222")]
    public void A_flaw_of_windows_nodes_has_that_condition(string id) => Assert.Equal(
        ["windows"], Assert.Single(Feed.Advisories.Single(advisory => advisory.Id == id).Conditions).OperatingSystems);

    [Fact]
    public void At_least_95_percent_of_the_findings_of_supported_minors_are_rated()
    {
        var findings = Feed.Releases.Where(release => Feed.SupportOf(release.Version.Minor, Now) is Support.Supported)
            .SelectMany(release => ReleaseAssessment.Of(Feed, release).Findings).ToList();
        var rated = findings.Count(finding => finding.Advisory.Severity.Level != SeverityLevel.Unknown);

        Assert.NotEmpty(findings);
        Assert.True(rated >= 0.95 * findings.Count, $"{rated} of {findings.Count}");
    }

    [Fact]
    public void Every_vulnerability_that_a_shared_source_rates_is_rated()
    {
        var rated = SharedData.Json("data/severities.json").EnumerateArray().Select(one => one.GetProperty("id").GetString()).ToHashSet();

        Assert.DoesNotContain(Feed.Advisories, advisory => advisory.Severity.Level == SeverityLevel.Unknown
            && advisory.Aliases.Prepend(advisory.Id).Any(rated.Contains));
    }

    [Fact]
    public void A_module_that_the_cve_record_does_not_list_is_not_affected() => Assert.All(
        Feed.Releases.Where(release => release.Components["containerd"].StartsWith("v1.", StringComparison.Ordinal)),
        release => Assert.DoesNotContain(
            AffectedReleases.Against(Feed, release), advisory => advisory.Id is "CVE-2026-53489" or "CVE-2026-53492"));

    private static ReleaseAssessment Assessment(string version) =>
        ReleaseAssessment.Of(Feed, Feed.Find(ReleaseVersion.TryParse(version)!)!);
}
