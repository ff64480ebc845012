using SecurityResponder.Advisories;

namespace SecurityResponder.Assessments;

/// <summary>An advisory that affects a release on this cluster.</summary>
/// <param name="Advisory">Which.</param>
/// <param name="Components">The components that it affects there; RKE2 itself when the feed names none.</param>
/// <param name="IsUnderInvestigation">Whether RKE2's makers have not yet decided if their builds are affected.</param>
public sealed record Finding(Advisory Advisory, IReadOnlyList<Component> Components, bool IsUnderInvestigation)
{
    /// <summary>Worst first; then the newest; then by id, so that two runs agree.</summary>
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
