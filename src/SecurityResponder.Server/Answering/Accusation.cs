using SecurityResponder.Advisories;
using SecurityResponder.Feeds;
using SecurityResponder.Releases;

namespace SecurityResponder.Server.Answering;

/// <summary>Which advisories affect which release, whatever a cluster makes of it: a client picks what concerns it.</summary>
/// <param name="feed">Releases and advisories.</param>
internal sealed class Accusation(Feed feed)
{
    /// <summary>The advisories that affect a release, worst first, then by id.</summary>
    public IReadOnlyList<Advisory> Against(Release release) =>
    [
        .. feed.Advisories.Where(advisory => advisory.Affected.Any(accused => Affects(advisory, accused, release)))
            .OrderByDescending(advisory => advisory.Severity.Level).ThenByDescending(advisory => advisory.Severity.Score)
            .ThenBy(advisory => advisory.Id, StringComparer.Ordinal),
    ];

    /// <summary>The advisories that affect a release or any that it may be advised to move to: newer ones of its minor and of the
    /// next.</summary>
    /// <param name="release">Null for a version that the feed does not list: then all, since nothing is known that would spare one.</param>
    public IEnumerable<Advisory> Around(Release? release)
    {
        if (release is null) return feed.Advisories;
        var minor = release.Version.Minor;
        var near = feed.Releases.Where(other =>
            other.Version >= release.Version && (other.Version.Minor == minor || other.Version.Minor == minor.Next));
        return near.SelectMany(Against).Distinct();
    }

    private static bool Affects(Advisory advisory, AffectedComponent accused, Release release) =>
        advisory.StatusOf(accused.Component) is not (VexStatus.NotAffected or VexStatus.Fixed)
        && VersionsOf(accused.Component, release).Any(accused.Affects);

    // RKE2 takes Kubernetes' version for its own, so that one is known even where a feed lists no components.
    private static IEnumerable<ComponentVersion> VersionsOf(Component component, Release release)
    {
        var listed = release.Components.Where(entry => Component.TryParse(entry.Key) == component).Select(entry => entry.Value).ToList();
        if (component == Component.Rke2 || component == Component.Kubernetes && listed.Count == 0) listed.Add(release.Version.ToString());
        return listed.Select(ComponentVersion.TryParse).OfType<ComponentVersion>();
    }
}
