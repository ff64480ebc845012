using SecurityResponder.Advisories;
using SecurityResponder.Clusters;
using SecurityResponder.Components;
using SecurityResponder.Feeds;

namespace SecurityResponder.Assessments;

/// <summary>Decides which advisories affect a cluster, or a release on it.</summary>
/// <param name="cluster">The cluster; null for any cluster.</param>
internal sealed class AdvisoryEvaluator(Cluster? cluster)
{
    private const string CommitBound = "the advisory names commits, not versions";
    private const string NoVersions = "the advisory names no versions";
    private const string UnlistedRelease = "the feed does not list this release";

    // Runs for thousands of advisories and dozens of releases: by index, because an enumerator of an interface is an object.
    /// <summary>Decides whether an advisory affects these components. Go itself is not one of them.</summary>
    public Verdict Of(Advisory advisory, IComponents components)
    {
        List<ComponentUse>? hit = null;
        List<MissingFact>? missing = null;
        var isInvestigated = true;
        var packages = advisory.Packages;
        for (var i = 0; i < packages.Length; i++)
        {
            if (!Concerns(advisory, i))
            {
                continue;
            }

            var component = packages[i].Component;
            var uses = components.UsesOf(component);
            for (var j = 0; j < uses.Count; j++)
            {
                var use = uses[j];
                var decision = Decide(advisory, use, out var status, out var fact);
                if (decision == Decision.Affected)
                {
                    (hit ??= new(1)).Add(use);
                    isInvestigated &= status == VexStatus.UnderInvestigation;
                }
                else if (decision == Decision.Undecided)
                {
                    (missing ??= []).Add(new MissingFact(component, fact!, use.Nodes));
                }
            }
        }

        return (hit, missing) switch
        {
            (null, null) => Verdict.NotAffected,
            (null, _) => new Verdict(Decision.Undecided, [], missing),
            _ => new Verdict(Decision.Affected, hit, missing ?? []) { IsUnderInvestigation = isInvestigated },
        };
    }

    /// <summary>The decision alone: <see cref="Of"/> without its grounds, which take memory.</summary>
    public Decision DecisionOf(Advisory advisory, IComponents components)
    {
        var worst = Decision.NotAffected;
        var packages = advisory.Packages;
        for (var i = 0; i < packages.Length && worst != Decision.Affected; i++)
        {
            if (Concerns(advisory, i) && DecisionOf(advisory, components.UsesOf(packages[i].Component)) is var decision && decision > worst)
            {
                worst = decision;
            }
        }

        return worst;
    }

    /// <summary>The decision about uses of one component, if the advisory's conditions for it hold.</summary>
    public Decision DecisionOf(Advisory advisory, IReadOnlyList<ComponentUse> uses)
    {
        var worst = Decision.NotAffected;
        for (var (i, count) = (0, uses.Count); i < count && worst != Decision.Affected; i++)
        {
            var decision = Decide(advisory, uses[i], out _, out _);
            worst = decision > worst ? decision : worst;
        }

        return worst;
    }

    /// <summary>The findings of the components, most severe first.</summary>
    public IReadOnlyList<Finding> FindingsOf(Feed feed, IComponents components) =>
        Finding.InOrder(feed.Advisories.Select(advisory => Finding.Of(advisory, Of(advisory, components))).OfType<Finding>());

    // Whether the entry is the first of its component, and the advisory's conditions for the component hold.
    private bool Concerns(Advisory advisory, int index)
    {
        var component = advisory.Packages[index].Component;
        return component != Component.Go && !IsRepeated(advisory, index) && cluster.Meets(advisory, component);
    }

    private Decision Decide(Advisory advisory, ComponentUse use, out VexStatus? status, out string? missingFact)
    {
        var decision = Decide(advisory, use, out missingFact);
        status = decision == Decision.NotAffected ? null : VexRule.StatusOf(advisory, use);
        return status is VexStatus.NotAffected or VexStatus.Fixed ? Decision.NotAffected : decision;
    }

    private Decision Decide(Advisory advisory, ComponentUse use, out string? missingFact)
    {
        missingFact = null;
        var isDecidable = false;
        foreach (var affected in advisory.Packages)
        {
            if (affected.Component != use.Component || !cluster.HasSystem(affected.OperatingSystems))
            {
                continue;
            }

            if (use.Version is not { } version)
            {
                missingFact = use.MissingFact;
                return Decision.Undecided;
            }

            if (affected.Affects(version))
            {
                return Decision.Affected;
            }

            if (!affected.Majors.Contains(version.Major))
            {
                continue;
            }

            var fact = Undecidable(affected, use, version);
            isDecidable |= fact is null && (affected.Ranges.Count > 0 || affected.Versions.Count > 0);
            missingFact ??= fact;
        }

        // A range of another entry decides: a Go pseudo-version beside it says nothing.
        return missingFact is null || isDecidable ? Decision.NotAffected : Decision.Undecided;
    }

    private static string? Undecidable(AffectedComponent affected, ComponentUse use, ComponentVersion version)
    {
        if (affected.Ranges.Count > 0)
        {
            return null;
        }

        if (affected.Versions.Count > 0)
        {
            return use.IsUnlisted ? UnlistedRelease : null;
        }

        return affected.CommitRanges.Count == 0 ? NoVersions
            : IsBoundedByCommit(affected, version) ? CommitBound
            : null;
    }

    private static bool IsBoundedByCommit(AffectedComponent affected, ComponentVersion version) =>
        affected.CommitRanges.Any(range => range.Contains(version));

    private static bool IsRepeated(Advisory advisory, int index)
    {
        var packages = advisory.Packages;
        for (var i = 0; i < index; i++)
        {
            if (packages[i].Component == packages[index].Component)
            {
                return true;
            }
        }

        return false;
    }
}
