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
    public void Every_vulnerability_that_a_shared_source_rates_is_rated_with_its_source()
    {
        var rated = RatedIds.OfSharedSources();
        var advisories = Feed.Advisories.Where(advisory => advisory.Aliases.Prepend(advisory.Id).Any(rated.Contains)).ToList();

        Assert.True(advisories.Count > 100, $"{advisories.Count}");
        Assert.All(advisories, advisory =>
        {
            Assert.NotEqual(SeverityLevel.Unknown, advisory.Severity.Level);
            Assert.False(string.IsNullOrEmpty(advisory.SeveritySource), advisory.Id);
        });
    }

    // Of the 80, no source has an entry about a component for three: the feed has no place for them.
    [Fact]
    public void The_cves_of_2024_to_2026_with_a_published_vector_are_rated()
    {
        var published = RatedIds.OfSeverities()
            .Where(id => id.StartsWith("CVE-", StringComparison.Ordinal) && string.CompareOrdinal(id, "CVE-2024-") > 0).Order().ToList();
        var rated = Feed.Advisories
            .Where(advisory => advisory.Severity.Level != SeverityLevel.Unknown && advisory.SeveritySource is not null)
            .SelectMany(advisory => advisory.Aliases.Prepend(advisory.Id)).ToHashSet();

        Assert.Equal(80, published.Count);
        Assert.Equal(["CVE-2025-27612", "CVE-2025-46599", "CVE-2026-54250"], published.Where(id => !rated.Contains(id)));
        Assert.DoesNotContain(Feed.Advisories, advisory => advisory.Id is "CVE-2025-27612" or "CVE-2025-46599" or "CVE-2026-54250");
    }

    [Fact]
    public void A_flaw_of_traefik_3_7_affects_no_other_version()
    {
        var affected = Feed.Releases.Where(release => AffectedReleases.Against(Feed, release).Any(one => one.Id == "CVE-2026-65601"))
            .Select(release => release.Version.ToString());

        Assert.Equal(
            Feed.Releases.Where(release => release.Components.GetValueOrDefault("traefik") is "v3.7.0" or "v3.7.1" or "v3.7.2" or "v3.7.3"
                or "v3.7.4" or "v3.7.5" or "v3.7.6").Select(release => release.Version.ToString()),
            affected);
        Assert.NotEmpty(affected);
    }

    [Theory]
    [InlineData("GO-2024-2527", "v3.4.21-k3s1", "v1.1.12", true)]
    [InlineData("GO-2024-2527", "v3.4.22-k3s1", "v1.1.12", false)]
    [InlineData("GO-2024-2527", "v3.5.1-k3s1", "v1.1.12", false)]
    [InlineData("CVE-2019-19921", "v3.5.1-k3s1", "v1.0.0-rc1", true)]
    [InlineData("CVE-2019-19921", "v3.5.1-k3s1", "v1.0.0-rc10", false)]
    public void Bounds_of_etcd_and_runc_that_are_commits_are_decided(string id, string etcd, string runc, bool isAffected)
    {
        using var folder = new TemporaryFolder();
        var notes = folder.Write("v1.19.X.md", $"""
            | Version | Kubernetes | Etcd | Runc |
            | --- | --- | --- | --- |
            | v1.19.1+rke2r1 | v1.19.1 | {etcd} | {runc} |
            """);
        var feed = Feeds.Feed.FromAnswer(Run.Build([
            "--release-notes", notes, "--osv", SharedData.At("data/osv"), "--curation", SharedData.Repository("curation.yaml")]));
        var assessment = ReleaseAssessment.Of(feed, Assert.Single(feed.Releases));

        Assert.Equal(isAffected, assessment.Findings.Any(finding => finding.Advisory.Id == id));
        Assert.DoesNotContain(assessment.Undecided, undecided => undecided.Advisory.Id == id);
    }

    [Fact]
    public void No_statement_of_the_shared_vex_documents_acquits_a_component()
    {
        Assert.All(Feed.Advisories, advisory => Assert.Empty(advisory.Vex));
        Assert.All(Feed.Releases, release => Assert.Empty(ReleaseAssessment.Of(Feed, release).NotAffected));
    }

    [Fact]
    public void A_module_that_the_cve_record_does_not_list_is_not_affected() => Assert.All(
        Feed.Releases.Where(release => release.Components["containerd"].StartsWith("v1.", StringComparison.Ordinal)),
        release => Assert.DoesNotContain(
            AffectedReleases.Against(Feed, release), advisory => advisory.Id is "CVE-2026-53489" or "CVE-2026-53492"));

    private static ReleaseAssessment Assessment(string version) =>
        ReleaseAssessment.Of(Feed, Feed.Find(ReleaseVersion.TryParse(version)!)!);
}
