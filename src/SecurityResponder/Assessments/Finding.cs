using SecurityResponder.Advisories;

namespace SecurityResponder.Assessments;

/// <summary>An advisory that affects a release on this cluster.</summary>
/// <param name="Advisory">The advisory.</param>
/// <param name="Components">The affected components; RKE2 itself when the feed names none.</param>
/// <param name="IsUnderInvestigation">Whether the VEX status of all affected components is "under investigation".</param>
public sealed record Finding(Advisory Advisory, IReadOnlyList<Component> Components, bool IsUnderInvestigation)
{
    /// <summary>Sorts by severity, then newest first, then by id, so the order is always the same.</summary>
    internal static IReadOnlyList<Finding> InOrder(IEnumerable<Finding> findings)
    {
        var list = findings.ToList();
        list.Sort(static (one, other) =>
        {
            var severities = other.Advisory.Severity.CompareRank(one.Advisory.Severity);
            if (severities != 0)
            {
                return severities;
            }

            var dates = Nullable.Compare(other.Advisory.PublishedAt, one.Advisory.PublishedAt);
            return dates != 0 ? dates : string.CompareOrdinal(one.Advisory.Id, other.Advisory.Id);
        });
        return list;
    }
}
