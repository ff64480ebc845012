using SecurityResponder.Advisories;
using SecurityResponder.Clusters;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>Holds advisories against releases on one cluster.</summary>
/// <param name="cluster">Null to judge the release alone, whatever the cluster runs.</param>
internal sealed class AdvisoryEvaluator(Cluster? cluster)
{
    /// <summary>A release as this cluster would run it.</summary>
    public BundledComponents BundleOf(ReleaseVersion version, Release? release) => new(version, release, cluster?.Cni);

    /// <summary>What can be said of an advisory and a bundle.</summary>
    public Verdict Of(Advisory advisory, BundledComponents bundle)
    {
        var verdict = Verdict.NotAffected;
        foreach (var accused in advisory.Affected)
        {
            var one = Concerns(advisory, accused) ? Decide(accused, bundle) : Verdict.NotAffected;
            if (one > verdict)
            {
                verdict = one;
            }
        }
        return verdict;
    }

    /// <summary>The finding, when the advisory affects the bundle; null when it does not, or nobody can say.</summary>
    public Finding? Find(Advisory advisory, BundledComponents bundle)
    {
        List<Component>? guilty = null;
        foreach (var accused in advisory.Affected)
        {
            if (!Concerns(advisory, accused) || Decide(accused, bundle) != Verdict.Affected)
            {
                continue;
            }

            guilty ??= [];
            if (!guilty.Contains(accused.Component))
            {
                guilty.Add(accused.Component);
            }
        }
        return guilty is null
            ? null
            : new Finding(advisory, guilty, guilty.All(component => advisory.StatusOf(component) == VexStatus.UnderInvestigation));
    }

    /// <summary>What affects the bundle, worst first.</summary>
    public IReadOnlyList<Finding> FindingsOf(Feed feed, BundledComponents bundle) =>
        Finding.InOrder(feed.Advisories.Select(advisory => Find(advisory, bundle)).OfType<Finding>());

    private bool Concerns(Advisory advisory, AffectedComponent accused) =>
        (cluster is null || accused.Concerns(cluster))
        && advisory.StatusOf(accused.Component) is not (VexStatus.NotAffected or VexStatus.Fixed);

    private static Verdict Decide(AffectedComponent accused, BundledComponents bundle)
    {
        var versions = bundle.VersionsOf(accused.Component);
        foreach (var version in versions)
        {
            if (accused.Affects(version))
            {
                return Verdict.Affected;
            }
        }
        // A list of names says nothing about a release that its author did not know.
        var isSilent = accused.Ranges.Count == 0 && !bundle.IsListed;
        return versions.Count == 0 || isSilent ? Verdict.Undecided : Verdict.NotAffected;
    }
}
