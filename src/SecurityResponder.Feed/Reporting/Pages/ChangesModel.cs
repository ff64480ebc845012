using SecurityResponder.Feed.Comparing;
using SecurityResponder.Feed.Reporting.Content;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>The page about changes: since the previous feed, and the newest releases and advisories.</summary>
/// <param name="Layout">The frame.</param>
/// <param name="Heading">The heading of the changes, e.g. <c>Changes since 2026-11-23 06:00 UTC</c>; null without a previous feed.</param>
/// <param name="Changes">The changes since the previous feed.</param>
/// <param name="Cves">The newest advisories that affect a release.</param>
/// <param name="Releases">The newest releases.</param>
public sealed record ChangesModel(
    LayoutModel Layout, string? Heading, IReadOnlyList<ChangeModel> Changes, IReadOnlyList<CveModel> Cves,
    IReadOnlyList<ReleaseRowModel> Releases)
{
    internal static ChangesModel Of(SiteContent content) => new(
        LayoutModel.Of(content, Links.AtRoot, "Changes", "changes.html"),
        content.Changes is null ? null
            : content.PreviousAt is { } at ? "Changes since " + DisplayText.Minute(at) : "Changes since the previous feed",
        [.. (content.Changes ?? []).Select(change => ChangeModel.Of(change, content))],
        [.. Newest.Cves(content).Select(cve => CveModel.Of(cve.Advisory, Links.AtRoot))],
        [.. Newest.Releases(content).Select(ReleaseRowModel.Of)]);
}

/// <summary>A change since the previous feed.</summary>
/// <param name="Subject">The release, the advisory or the minor, with a link if it has a page.</param>
/// <param name="Sign">The badge of a finding: new or gone; null for other changes.</param>
/// <param name="Id">The advisory of a finding, with a link if it has a page; null for other changes.</param>
/// <param name="Text">What changed.</param>
public sealed record ChangeModel(LinkModel Subject, BadgeModel? Sign, LinkModel? Id, string Text)
{
    internal static ChangeModel Of(Change change, SiteContent content) => new(
        LinkTo(change.Subject, content),
        change.Kind switch
        {
            ChangeKind.FindingAdded => new BadgeModel("high", "new"),
            ChangeKind.FindingRemoved => new BadgeModel("fine", "gone"),
            _ => null,
        },
        change.Id is { } id ? LinkTo(id, content) : null,
        SafeText.Page(change.Text));

    // Without a page: a minor, and what the current feed no longer lists.
    private static LinkModel LinkTo(string subject, SiteContent content)
    {
        var href = content.Releases.Any(entry => entry.Version.ToString() == subject) ? $"releases/{FileNames.Of(subject)}.html"
            : content.Cves.Any(cve => cve.Advisory.Id == subject) ? Links.AtRoot.Cve(subject)
            : "";
        return new LinkModel(href, SafeText.Page(subject));
    }
}

/// <summary>What is newest in a feed.</summary>
internal static class Newest
{
    private const int MaxCves = 50;
    private const int MaxReleases = 20;

    /// <summary>The advisories that affect a release, the latest publication first. Those without a date are left out.</summary>
    public static IEnumerable<CveEntry> Cves(SiteContent content) => content.Cves
        .Where(cve => cve.Affected.Count > 0 && cve.Advisory.PublishedAt is not null)
        .OrderByDescending(cve => cve.Advisory.PublishedAt).ThenBy(cve => cve.Advisory.Id, StringComparer.Ordinal).Take(MaxCves);

    /// <summary>The releases, the latest date first. Those without a date are left out.</summary>
    public static IEnumerable<ReleaseEntry> Releases(SiteContent content) => content.Releases
        .Where(entry => entry.Release.ReleasedAt is not null)
        .OrderByDescending(entry => entry.Release.ReleasedAt).ThenByDescending(entry => entry.Version).Take(MaxReleases);
}
