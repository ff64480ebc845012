using SecurityResponder.Advisories;
using SecurityResponder.Components;
using SecurityResponder.Releases;

namespace SecurityResponder.Assessments;

/// <summary>An advisory that affects a cluster or a release.</summary>
/// <param name="Advisory">The advisory.</param>
/// <param name="Uses">The affected versions of components: what was compared, where it was read, and on how many nodes it
/// runs.</param>
/// <param name="IsUnderInvestigation">Whether the VEX status of all of them is "under investigation".</param>
public sealed record Finding(Advisory Advisory, IReadOnlyList<ComponentUse> Uses, bool IsUnderInvestigation)
{
    /// <summary>The affected components, each once.</summary>
    public IReadOnlyList<Component> Components { get; } = Uses.Count == 1
        ? [Uses[0].Component]
        : [.. Uses.Select(use => use.Component).Distinct()];

    /// <summary>The nearest later release that is not affected and that the cluster may take; null when the feed lists none.</summary>
    public Release? FixedIn { get; init; }

    /// <summary>Number of nodes that it concerns; null when it does not concern nodes, or when they are unknown.</summary>
    public int? Nodes
    {
        get
        {
            int? most = null;
            foreach (var component in Components)
            {
                int? nodes = null;
                foreach (var use in Uses)
                {
                    nodes = use.Component == component && use.Nodes is { } count ? count + (nodes ?? 0) : nodes;
                }

                most = nodes > (most ?? -1) ? nodes : most;
            }

            return most;
        }
    }

    /// <summary>Since when a release with the fix exists; null when there is none, or when the feed does not date it.</summary>
    public DateTimeOffset? FixAvailableSince => FixedIn?.ReleasedAt;

    /// <summary>The finding of a verdict; null when the advisory does not affect it.</summary>
    internal static Finding? Of(Advisory advisory, Verdict verdict) =>
        verdict.Decision == Decision.Affected ? new Finding(advisory, verdict.Affected, verdict.IsUnderInvestigation) : null;

    /// <summary>Sorts by exploitation, severity, likelihood, then newest first, then by id, so the order is always the same.</summary>
    internal static IReadOnlyList<Finding> InOrder(IEnumerable<Finding> findings)
    {
        var list = findings.ToList();
        list.Sort(static (one, other) => AdvisoryOrder.WorstFirst(one.Advisory, other.Advisory));
        return list;
    }
}
