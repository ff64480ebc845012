using SecurityResponder.Assessments;
using SecurityResponder.Feed.Reporting.Content;

namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>A release that an advisory affects.</summary>
/// <param name="Release">The release.</param>
/// <param name="Support">The support of its minor.</param>
/// <param name="Compared">The versions that were compared.</param>
/// <param name="FixedIn">The nearest later release without it; null if there is none.</param>
/// <param name="FixDay">The day of that release; null if unknown.</param>
public sealed record AffectedReleaseModel(
    LinkModel Release, BadgeModel Support, IReadOnlyList<ComparedModel> Compared, LinkModel? FixedIn, string? FixDay)
{
    internal static AffectedReleaseModel Of(ReleaseEntry entry, Finding finding, Links links) => new(
        links.To(entry.Release), DisplayText.Badge(entry.Support),
        [.. finding.Uses.Select(use => ComparedModel.Of(finding.Advisory, use)).Distinct()],
        finding.FixedIn is { } fix ? links.To(fix) : null,
        finding.FixAvailableSince is { } since ? DisplayText.Day(since) : null);
}

/// <summary>A release for which an advisory cannot be decided.</summary>
/// <param name="Release">The release.</param>
/// <param name="Missing">The missing facts.</param>
public sealed record UndecidedReleaseModel(LinkModel Release, IReadOnlyList<string> Missing);
