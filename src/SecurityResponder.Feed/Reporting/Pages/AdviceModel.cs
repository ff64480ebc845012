using SecurityResponder.Assessments;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>Where a cluster should go.</summary>
/// <param name="Target">The recommended release; null to stay.</param>
/// <param name="Interim">A release to take first, because it fixes something urgent; null for none.</param>
/// <param name="Reason">Why there is no target, or why it is not in a supported minor; null otherwise.</param>
public sealed record AdviceModel(UpgradeModel? Target, UpgradeModel? Interim, string? Reason)
{
    internal static AdviceModel Of(Assessment assessment, Links links) => new(
        UpgradeModel.Of(assessment.Recommendation.Target, links), UpgradeModel.Of(assessment.Recommendation.Interim, links),
        assessment.Recommendation.Reason is { } reason ? SafeText.Page(reason.Text) + "." : null);
}

/// <summary>A release to upgrade to, and what that changes.</summary>
/// <param name="Release">The release.</param>
/// <param name="Path">Each release to install on the way; the last one is the release.</param>
/// <param name="Support">The support of its minor.</param>
/// <param name="Fixes">What it fixes, e.g. <c>12 CVEs</c>.</param>
/// <param name="Remains">What it does not fix.</param>
/// <param name="Brings">What it brings.</param>
public sealed record UpgradeModel(
    LinkModel Release, IReadOnlyList<LinkModel> Path, BadgeModel Support, CountModel Fixes, CountModel Remains, CountModel Brings)
{
    internal static UpgradeModel? Of(Upgrade? upgrade, Links links) => upgrade is null ? null : new UpgradeModel(
        links.To(upgrade.Release), [.. upgrade.Path.Select(links.To)], DisplayText.Badge(upgrade.Support),
        CountModel.Of("fixes", upgrade.Fixes), CountModel.Of("leaves", upgrade.Remains), CountModel.Of("brings", upgrade.Brings));
}

/// <summary>A number of advisories.</summary>
/// <param name="Text">E.g. <c>fixes 12 CVEs</c>.</param>
/// <param name="Badges">The same number by severity.</param>
public sealed record CountModel(string Text, IReadOnlyList<BadgeModel> Badges)
{
    internal static CountModel Of(string verb, IReadOnlyList<Finding> findings) => new(
        findings.Count == 0 ? verb + " no CVE" : $"{verb} {DisplayText.Cves(findings.Count)}",
        DisplayText.Badges(SeverityCounts.Of(findings), 0));
}
