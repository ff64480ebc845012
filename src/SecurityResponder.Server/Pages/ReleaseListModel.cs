using SecurityResponder.Releases;
using SecurityResponder.Server.Answers;
using SecurityResponder.Server.Statistics;

namespace SecurityResponder.Server.Pages;

/// <summary>The page that lists all releases of the feed.</summary>
/// <param name="Layout">The frame.</param>
/// <param name="Releases">The releases, newest first.</param>
/// <param name="FeedDay">The day of the feed; null if it does not say, or there is no feed.</param>
/// <param name="HasFeed">Whether a feed has been loaded.</param>
/// <param name="Days">The length of the time window in which clusters are counted.</param>
/// <param name="IsExact">Whether the numbers of clusters are exact.</param>
public sealed record ReleaseListModel(
    LayoutModel Layout, IReadOnlyList<ReleaseRowModel> Releases, DateModel? FeedDay, bool HasFeed, int Days, bool IsExact)
{
    /// <summary>The page.</summary>
    /// <param name="navigation">The port's navigation.</param>
    /// <param name="facts">What the feed says.</param>
    /// <param name="counts">The clusters by version; null when they cannot be counted.</param>
    /// <param name="precision">How exactly their numbers are published.</param>
    internal static ReleaseListModel Of(Navigation navigation, ReleaseFacts facts, Counts? counts, Precision precision)
    {
        var latest = LatestOf(facts.All);
        var clusters = counts is null ? null : new ReleaseClusters(counts, facts, precision);
        return new ReleaseListModel(
            navigation.Layout("Releases", "/releases"),
            [.. facts.All.Select(fact => ReleaseRowModel.Of(fact, facts.At, latest.Contains(fact.Version), clusters))],
            facts.GeneratedAt is { } day ? DateModel.OfDay(day, facts.At) : null, facts.HasFeed, FigureQuery.Default.Days,
            precision.IsExact);
    }

    // Of each minor, the newest release that everybody can take.
    private static HashSet<ReleaseVersion> LatestOf(IEnumerable<ReleaseFact> newestFirst) =>
    [
        .. newestFirst.Where(fact => fact is { IsWithdrawn: false, IsPrimeOnly: false } && !fact.Version.IsPrerelease)
            .GroupBy(fact => fact.Version.Minor).Select(minor => minor.First().Version),
    ];
}

/// <summary>A release in the list.</summary>
/// <param name="Href">The page of the release.</param>
/// <param name="Version">The version, e.g. <c>v1.34.1+rke2r1</c>.</param>
/// <param name="Marks">Whether it is the latest of its minor, was withdrawn, and is for Prime customers.</param>
/// <param name="Support">The support status.</param>
public sealed record ReleaseRowModel(string Href, string Version, IReadOnlyList<BadgeModel> Marks, BadgeModel Support)
{
    /// <summary>The number of published CVEs.</summary>
    public int Cves { get; init; }

    /// <summary>The number of those that are known to be exploited.</summary>
    public int Exploited { get; init; }

    /// <summary>The number of high and critical ones.</summary>
    public int Urgent { get; init; }

    /// <summary>The number of unrated CVEs.</summary>
    public int Unrated { get; init; }

    /// <summary>The number of CVEs that cannot be decided.</summary>
    public int Undecided { get; init; }

    /// <summary>The day of the release; null if the feed does not say.</summary>
    public DateModel? Released { get; init; }

    /// <summary>The release notes.</summary>
    public string? NotesHref { get; init; }

    /// <summary>The clusters that run it, e.g. <c>1,240</c> or <c>&lt;5</c>, with a link to them; null if they cannot be counted.</summary>
    public LinkModel? Clusters { get; init; }

    internal static ReleaseRowModel Of(ReleaseFact release, DateTimeOffset now, bool isLatest, ReleaseClusters? clusters) => new(
        $"/releases/{release.Version}", release.Version.ToString(),
        [
            .. isLatest ? [new BadgeModel("latest", $"latest {release.Version.Minor}")] : (BadgeModel[])[],
            .. DisplayText.Marks(release.IsWithdrawn, release.IsPrimeOnly),
        ],
        DisplayText.Badge(release.Support))
    {
        Cves = release.Cves,
        Exploited = release.Counts.Exploited,
        Urgent = release.Urgent,
        Unrated = release.Counts.Unrated,
        Undecided = release.Undecided,
        Released = release.Release?.ReleasedAt is { } day ? DateModel.OfDay(day, now) : null,
        NotesHref = release.Release is { } known ? ReleaseNotes.Of(known) : null,
        Clusters = clusters?.Of(release.Version),
    };
}
