using SecurityResponder.Advisories;
using SecurityResponder.Feeds;

namespace SecurityResponder.Assessments;

/// <summary>The verdicts about all advisories of a feed for one set of components: a cluster now, or with another release.</summary>
internal sealed class Situation
{
    private readonly Dictionary<Advisory, Decision> _open = new(ReferenceEqualityComparer.Instance);

    /// <summary>Decides all advisories.</summary>
    public Situation(Feed feed, AdvisoryEvaluator evaluator, IComponents components)
    {
        var (findings, undecided) = (new List<Finding>(), new List<UndecidedAdvisory>());
        foreach (var advisory in feed.Advisories)
        {
            var verdict = evaluator.Of(advisory, components);
            if (verdict.Decision != Decision.NotAffected)
            {
                _open[advisory] = verdict.Decision;
            }

            if (Finding.Of(advisory, verdict) is { } finding)
            {
                findings.Add(finding);
            }
            else if (verdict.Decision == Decision.Undecided)
            {
                undecided.Add(new UndecidedAdvisory(advisory, verdict.Missing));
            }
        }

        undecided.Sort(static (one, other) => AdvisoryOrder.WorstFirst(one.Advisory, other.Advisory));
        Findings = Finding.InOrder(findings);
        Undecided = undecided;
        Open = SeverityCounts.Of(findings.Select(finding => finding.Advisory).Concat(undecided.Select(one => one.Advisory)));
    }

    /// <summary>The findings, worst first.</summary>
    public IReadOnlyList<Finding> Findings { get; }

    /// <summary>The advisories that cannot be decided, worst first.</summary>
    public IReadOnlyList<UndecidedAdvisory> Undecided { get; }

    /// <summary>What is open; an undecided advisory counts as open.</summary>
    public SeverityCounts Open { get; }

    /// <summary>The decision about an advisory of the feed.</summary>
    public Decision Of(Advisory advisory) => _open.TryGetValue(advisory, out var decision) ? decision : Decision.NotAffected;
}
