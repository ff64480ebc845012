using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Components;
using SecurityResponder.Releases;

namespace SecurityResponder.Client.Tests.Advice;

/// <summary>What must be true of the advice in each shared case.</summary>
internal static class ExpectedAdvice
{
    private const string Newest135 = "v1.35.7+rke2r1";

    /// <summary>The expectations by case.</summary>
    public static IReadOnlyDictionary<string, Action<AdviceCase>> All { get; } = new Dictionary<string, Action<AdviceCase>>
    {
        ["bare-path-open-range-calico"] = Finds("CVE-2090-0123"),
        ["bare-path-v1-entry-does-not-accuse-v2"] = one =>
        {
            FindsNothing(one.Listed);

            // containerd 2.1.5 runs, which the entry for v2 names.
            Finds(one.Running, "CVE-2090-0122");
        },
        ["brings-none-new-with-known-cves"] = one =>
        {
            Assert.NotEmpty(one.Listed.Undecided);
            Assert.NotEmpty(one.Listed.Patch!.Brings);
            Assert.NotEmpty(one.Running.Findings);
        },
        ["component-name-case"] = Finds("CVE-2090-0131", "CVE-2090-0132", "CVE-2090-0133"),
        ["component-text-nginx-prefix"] = one =>
        {
            Finds(one.Listed, "CVE-2025-1974");

            // The image is v1.14.3-hardened3, which has the fix.
            FindsNothing(one.Running);
            Assert.Contains(one.Running.Deviations, deviation => deviation.Component == Component.IngressNginx);
        },
        ["cvss3-high-cvss4-medium"] = Rated("CVE-2090-0116", SeverityLevel.Medium, 6.9),
        ["dup-contradiction-range"] = one =>
        {
            Finds(one.Running, "CVE-2090-0102");
            Assert.Null(one.Running.Findings[0].FixedIn);
        },
        ["dup-go-ghsa-cve"] = one =>
        {
            Rated("CVE-2090-0101", SeverityLevel.High, 8.8)(one);
            Fixed(one.Running, Newest135);
        },
        ["dup-one-withdrawn"] = Finds("CVE-2090-0103"),
        ["eol-minor-patch-recommended"] = Path(null, "v1.34.10+rke2r1", Newest135),
        ["eol-today"] = Supports<Support.Supported>(),
        ["eol-tomorrow"] = Supports<Support.Supported>(),
        ["eol-yesterday"] = Supports<Support.EndOfLife>(),
        ["eol-zone"] = one => Assert.Equal(new Support.EndOfLife(new DateOnly(2026, 11, 28)), one.Running.Support),
        ["etcd-client-pkg-module"] = one =>
        {
            Finds(one.Running, "CVE-2026-73500");
            Fixed(one.Running, "v1.36.3+rke2r1");
            Assert.Equal(1, one.Running.Published);
        },
        ["feed-from-the-future"] = Age(FeedFreshness.Unknown),
        ["fixed-below-introduced"] = one =>
        {
            Finds(one.Running, "CVE-2090-0113");
            Assert.Null(one.Running.Findings[0].FixedIn);
        },
        ["fork-k3s"] = NotRke2,
        ["ghsa-bare-containerd-v2-range"] = one =>
        {
            Finds(one.Listed, "CVE-2090-0121");

            // containerd 2.1.5 runs.
            FindsNothing(one.Running);
        },
        ["git-range-only"] = Undecided("CVE-2090-0108"),
        ["git-range-with-versions"] = one =>
        {
            Finds(one.Running, "CVE-2090-0109");
            Fixed(one.Running, Newest135);
        },
        ["goos-windows"] = one => FindsNothing(one.Running),
        ["goos-windows-with"] = Finds("CVE-2090-0012"),
        ["installed-rc"] = one => Assert.Equal(Newest135, one.Running.Patch?.Release.Version.ToString()),
        ["kubelet-skew"] = one =>
        {
            Finds(one.Running, "CVE-2090-0001", "CVE-2090-0002");
            Assert.All(one.Running.Findings, finding => Assert.Equal((3, "v1.35.3+rke2r1"), (finding.Nodes, finding.Uses[0].Release)));
            Assert.Equal(3, one.Running.Recommendation.Nodes?.Count);
        },
        ["library-modules"] = one =>
        {
            FindsNothing(one.Running);
            Assert.Equal(4, one.Running.OtherAdvisories.Count);
        },
        ["min-upgradable"] = one =>
        {
            Assert.Null(one.Running.Recommended);
            Assert.Equal("Barred", one.Running.Recommendation.Reason?.Code);
            Assert.Contains(Newest135, one.Running.Recommendation.Reason?.Text, StringComparison.Ordinal);
        },
        ["minor-gap-no-newer-release"] = one =>
        {
            Assert.Equal("MinorMissing", one.Running.Recommendation.Reason?.Code);
            Assert.Contains("1.31", one.Running.Recommendation.Reason?.Text, StringComparison.Ordinal);
            Assert.Equal(3, one.Running.Findings.Count);
        },
        ["missing-component-version"] = one =>
        {
            Undecided(one.Listed, "CVE-2090-0013");

            // The image says which CoreDNS runs.
            Finds(one.Running, "CVE-2090-0013");
        },
        ["more-than-fifty"] = one => Assert.True(one.Listed.Findings.Count > 50, $"{one.Listed.Findings.Count} findings"),
        ["multus-not-run"] = one =>
        {
            FindsNothing(one.Running);
            Assert.Empty(one.Running.Undecided);
        },
        ["multus-run"] = Finds("CVE-2090-0011"),
        ["newer-than-feed"] = one =>
        {
            Assert.False(one.Running.IsKnown);
            Undecided(one.Running, "CVE-2090-0010");
            Assert.Equal("NewestKnown", one.Running.Recommendation.Reason?.Code);
        },
        ["next-minor-brings-critical-for-a-low"] = one =>
        {
            Assert.Null(one.Running.Recommended);
            Assert.Null(one.Listed.Recommended);
            Assert.Equal(["CVE-2090-0006"], Ids(one.Listed.NextMinor!.Fixes));
            Assert.Equal(["CVE-2090-0007"], Ids(one.Listed.NextMinor!.Brings));
        },
        ["no-metadata"] = NotRke2,
        ["no-severity-cvss4-only"] = Rated("CVE-2090-0115", SeverityLevel.Critical, 9.3),
        ["observed-image-ignored"] = one =>
        {
            Finds(one.Running, "CVE-2090-0003");
            Assert.Contains(one.Running.Deviations, deviation => deviation.Running.StartsWith("v3.6.9", StringComparison.Ordinal));
        },
        ["own-ingress-nginx-elsewhere"] = Undecided("CVE-2090-0004"),
        ["plus-incompatible"] = one =>
        {
            Finds(one.Running, "CVE-2090-0124");
            Assert.Null(one.Running.Findings[0].FixedIn);
        },
        ["pseudo-version-bound-ingress-nginx"] = Undecided("CVE-2026-4342"),
        ["release-component-name-case"] = one =>
        {
            Finds(one.Listed, "CVE-2090-0134");
            Finds(one.Running, "CVE-2090-0134");
        },
        ["rereleases"] = one =>
        {
            Assert.Equal("v1.35.3+rke2r10", one.Running.Patch?.Release.Version.ToString());
            Assert.Null(one.Running.NextMinor);
        },
        ["severity-broken-vector-named"] = Severities(SeverityLevel.Critical, SeverityLevel.Unknown),
        ["severity-in-affected"] = Severities(SeverityLevel.High, SeverityLevel.Unknown),
        ["stale-feed"] = Age(FeedFreshness.Stale),
        ["stdlib-and-toolchain"] = one =>
        {
            FindsNothing(one.Running);
            Assert.Empty(one.Running.Undecided);
            Assert.Equal(
                "the feed does not say which Go built this release: 2 published standard-library CVEs, undecided", one.Running.Go.Line);
        },
        ["target-out-of-support"] = Path(null, "v1.34.10+rke2r1", Newest135),
        ["unrated-hides-ingressnightmare"] = one =>
        {
            Assert.Contains("CVE-2025-1974", Ids(one.Listed.Findings));
            Assert.Equal(one.Listed.Findings.Count, one.Listed.Counts.Unrated);

            // The image is v1.14.3-hardened3, which has the fix.
            Assert.DoesNotContain("CVE-2025-1974", Ids(one.Running.Findings));
            var rated = one.With(feed => feed with
            {
                Advisories = [.. feed.Advisories.Select(advisory =>
                    advisory.Id == "CVE-2025-1974" ? advisory with { Severity = Severity.OfScore(9.8) } : advisory)],
            });
            Assert.Equal("CVE-2025-1974", rated.Findings[0].Advisory.Id);
        },
        ["unsorted-events"] = one =>
        {
            Finds(one.Running, "CVE-2090-0114");
            Fixed(one.Running, Newest135);
        },
        ["versions-only-vendor"] = one =>
        {
            Finds(one.Listed, "CVE-2090-0110");

            // containerd 2.1.5 runs.
            FindsNothing(one.Running);
        },
        ["vex-fixed-versus-sibling-calico"] = Finds("CVE-2090-0136"),
        ["vex-one-build"] = Finds("CVE-2090-0135"),
        ["vex-two-components"] = one =>
        {
            Finds(one.Running, "CVE-2090-0138");
            Assert.Equal([Component.Kubernetes], one.Running.Findings[0].Components);
        },
        ["vex-under-investigation"] = one =>
        {
            Finds(one.Running, "CVE-2090-0137");
            Assert.True(one.Running.Findings[0].IsUnderInvestigation);
        },
        ["windows-only-kubernetes-prose"] = one =>
        {
            Finds(one.Running, "CVE-2024-5321", "CVE-2024-9042");
            FindsNothing(one.With(feed => feed with
            {
                Advisories = [.. feed.Advisories.Select(advisory =>
                    advisory with { Conditions = [new AdvisoryCondition(null, ["windows"])] })],
            }));
        },
        ["withdrawn-both"] = one =>
        {
            FindsNothing(one.Running);
            Assert.Empty(one.Running.Undecided);
        },
        ["withdrawn-unreadable"] = Finds("CVE-2090-0106"),
    };

    private static Action<AdviceCase> Finds(params string[] ids) => one => Finds(one.Running, ids);

    private static void Finds(Assessment assessment, params string[] ids) => Assert.Equal(ids, Ids(assessment.Findings).Order());

    private static void FindsNothing(Assessment assessment) => Assert.Empty(assessment.Findings);

    private static void Fixed(Assessment assessment, string version) =>
        Assert.All(assessment.Findings, finding => Assert.Equal(version, finding.FixedIn?.Version.ToString()));

    private static Action<AdviceCase> Undecided(params string[] ids) => one => Undecided(one.Running, ids);

    private static void Undecided(Assessment assessment, params string[] ids)
    {
        FindsNothing(assessment);
        Assert.Equal(ids, assessment.Undecided.Select(undecided => undecided.Advisory.Id).Order());
        Assert.All(assessment.Undecided, undecided => Assert.NotEmpty(undecided.Missing));
    }

    private static Action<AdviceCase> Rated(string id, SeverityLevel level, double score) => one =>
    {
        Finds(one.Running, id);
        Assert.Equal(new Severity(level, score), one.Running.Findings[0].Advisory.Severity);
    };

    private static Action<AdviceCase> Severities(params SeverityLevel[] levels) => one =>
        Assert.Equal(levels, one.Running.Findings.Select(finding => finding.Advisory.Severity.Level));

    private static Action<AdviceCase> Supports<T>() => one => Assert.IsType<T>(one.Running.Support);

    private static Action<AdviceCase> Age(FeedFreshness freshness) => one =>
    {
        Assert.Equal(freshness, one.Running.FeedAge.Freshness);
        Assert.NotNull(one.Running.FeedAge.Warning);
    };

    private static Action<AdviceCase> Path(string? interim, params string[] steps) => one =>
    {
        Assert.Equal(steps, one.Running.Recommended?.Path.Select(release => release.Version.ToString()));
        Assert.Equal(interim, one.Running.Recommendation.Interim?.Release.Version.ToString());
    };

    private static void NotRke2(AdviceCase one)
    {
        Assert.False(one.Running.IsKnown);
        Assert.False(one.Running.IsRke2);
        Assert.Null(one.Running.Recommended);
        Assert.Equal("NotRke2", one.Running.Recommendation.Reason?.Code);
    }

    private static IEnumerable<string> Ids(IEnumerable<Finding> findings) => findings.Select(finding => finding.Advisory.Id);
}
