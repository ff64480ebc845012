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
        for (var i = 0; i < advisory.Affected.Count; i++)
        {
            var component = advisory.Affected[i].Component;
            if (component == Component.Go || IsRepeated(advisory, i) || !cluster.Meets(advisory, component))
            {
                continue;
            }

            var uses = components.UsesOf(component);
            for (var j = 0; j < uses.Count; j++)
            {
                var use = uses[j];
                var decision = Decide(advisory, use, out var fact);
                var status = decision == Decision.NotAffected ? null : VexRule.StatusOf(advisory, use);
                if (decision == Decision.NotAffected || status is VexStatus.NotAffected or VexStatus.Fixed)
                {
                    continue;
                }

                if (decision == Decision.Affected)
                {
                    (hit ??= []).Add(use);
                    isInvestigated &= status == VexStatus.UnderInvestigation;
                }
                else
                {
                    (missing ??= []).Add(new MissingFact(component, fact!, use.Nodes));
                }
            }
        }

        return (hit, missing) switch
        {
            (null, null) => Verdict.NotAffected,
            (null, _) => new Verdict(Decision.Undecided, [], missing, false),
            _ => new Verdict(Decision.Affected, hit, missing ?? [], isInvestigated),
        };
    }

    /// <summary>The findings of the components, most severe first.</summary>
    public IReadOnlyList<Finding> FindingsOf(Feed feed, IComponents components) =>
        Finding.InOrder(feed.Advisories.Select(advisory => Finding.Of(advisory, Of(advisory, components))).OfType<Finding>());

    private Decision Decide(Advisory advisory, ComponentUse use, out string? missingFact)
    {
        missingFact = null;
        var isDecidable = false;
        for (var i = 0; i < advisory.Affected.Count; i++)
        {
            var affected = advisory.Affected[i];
            if (affected.Component != use.Component || !cluster.HasSystem(affected.OperatingSystems))
            {
                continue;
            }

            if (use.Version is not { } version)
            {
                missingFact = use.MissingFact;
                return Decision.Undecided;
            }

            if (!affected.Majors.Contains(version.Major))
            {
                continue;
            }

            if (affected.Affects(version))
            {
                return Decision.Affected;
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
            : affected.CommitRanges.Any(range => range.Contains(version)) ? CommitBound
            : null;
    }

    private static bool IsRepeated(Advisory advisory, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (advisory.Affected[i].Component == advisory.Affected[index].Component)
            {
                return true;
            }
        }

        return false;
    }
}
