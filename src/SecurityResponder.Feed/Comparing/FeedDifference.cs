using SecurityResponder.Assessments;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Comparing;

/// <summary>The kind of a change.</summary>
internal enum ChangeKind
{
    /// <summary>A release is new.</summary>
    ReleaseAdded,

    /// <summary>A release is gone.</summary>
    ReleaseRemoved,

    /// <summary>A mark of a release, its date or a component changed.</summary>
    ReleaseChanged,

    /// <summary>A vulnerability affects a release that the old feed did not list for it.</summary>
    FindingAdded,

    /// <summary>A vulnerability no longer affects a release.</summary>
    FindingRemoved,

    /// <summary>The severity or the exploitation of a vulnerability changed.</summary>
    SeverityChanged,

    /// <summary>The end of support of a minor changed.</summary>
    SupportChanged,
}

/// <summary>A change between two feeds.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Subject">The release, the CVE or the minor.</param>
/// <param name="Id">The CVE id of a finding; null for other changes.</param>
/// <param name="Text">What changed, e.g. <c>containerd 2.2.3, high, fixed in v1.35.6+rke2r1</c>.</param>
internal sealed record Change(ChangeKind Kind, string Subject, string? Id, string Text)
{
    /// <summary>E.g. <c>v1.35.5+rke2r2: +CVE-2026-53488 containerd 2.2.3, high, fixed in v1.35.6+rke2r1</c>.</summary>
    public override string ToString() => Kind switch
    {
        ChangeKind.FindingAdded => $"{Subject}: +{Id} {Text}",
        ChangeKind.FindingRemoved => $"{Subject}: -{Id} {Text}",
        _ => $"{Subject}: {Text}",
    };
}

/// <summary>Compares two feeds.</summary>
internal static class FeedDifference
{
    /// <summary>The changes from the old feed to the new one: support, releases newest first, then severities.</summary>
    public static IReadOnlyList<Change> Of(Feeds.Feed old, Feeds.Feed current) =>
    [
        .. Support(old, current),
        .. current.Releases.SelectMany(release => old.Find(release.Version) is { } before
            ? Between(old, before, current, release)
            : [new Change(ChangeKind.ReleaseAdded, $"{release.Version}", null, $"new release, {Counts(current, release)}")]),
        .. old.Releases.Where(release => current.Find(release.Version) is null)
            .Select(release => new Change(ChangeKind.ReleaseRemoved, $"{release.Version}", null, "no longer listed")),
        .. Severities(old, current),
    ];

    private static IEnumerable<Change> Between(Feeds.Feed old, Release before, Feeds.Feed current, Release release)
    {
        var marks = ReleaseMarks.Changes(before, release);
        var removed = ReleaseAssessment.Of(old, before).Findings.ToDictionary(finding => finding.Advisory.Id);
        var added = new List<Change>();
        foreach (var finding in ReleaseAssessment.Of(current, release).Findings)
        {
            if (!removed.Remove(finding.Advisory.Id))
            {
                added.Add(new Change(ChangeKind.FindingAdded, $"{release.Version}", finding.Advisory.Id, FindingText.Of(finding)));
            }
        }

        return [.. marks, .. added, .. removed.Values.Select(finding => new Change(
            ChangeKind.FindingRemoved, $"{release.Version}", finding.Advisory.Id, FindingText.Components(finding)))];
    }

    private static string Counts(Feeds.Feed feed, Release release)
    {
        var counts = SeverityCounts.Of(ReleaseAssessment.Of(feed, release).Findings);
        return $"{counts.Critical} critical, {counts.High} high, {counts.Medium} medium, {counts.Low} low, {counts.Unrated} unrated";
    }

    private static IEnumerable<Change> Support(Feeds.Feed old, Feeds.Feed current) =>
        from pair in current.LastDays.OrderByDescending(pair => pair.Key)
        let before = old.LastDays.TryGetValue(pair.Key, out var day) ? day : (DateOnly?)null
        where before != pair.Value
        select new Change(ChangeKind.SupportChanged, $"{pair.Key}", null,
            before is null ? $"support ends on {pair.Value:O}" : $"support ends on {pair.Value:O}, was {before:O}");

    private static IEnumerable<Change> Severities(Feeds.Feed old, Feeds.Feed current)
    {
        var before = old.Advisories.ToDictionary(advisory => advisory.Id, StringComparer.OrdinalIgnoreCase);
        return from advisory in current.Advisories
               where before.ContainsKey(advisory.Id)
               let was = before[advisory.Id]
               where was.Severity != advisory.Severity || was.IsExploited != advisory.IsExploited
               select new Change(
                   ChangeKind.SeverityChanged, advisory.Id, null, $"{FindingText.Severity(advisory)}, was {FindingText.Severity(was)}");
    }
}
