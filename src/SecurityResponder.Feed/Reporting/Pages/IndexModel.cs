using SecurityResponder.Assessments;
using SecurityResponder.Feed.Reporting.Content;

namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>The first page: all minors with their releases.</summary>
/// <param name="Layout">The frame.</param>
/// <param name="Facts">The most important numbers.</param>
/// <param name="Missing">What is unknown because a source is missing, as sentences.</param>
/// <param name="Minors">The minors, newest first.</param>
public sealed record IndexModel(
    LayoutModel Layout, IReadOnlyList<TileModel> Facts, IReadOnlyList<string> Missing, IReadOnlyList<MinorModel> Minors)
{
    internal static IndexModel Of(SiteContent content)
    {
        var affecting = content.Cves.Where(cve => cve.Affected.Count > 0).Select(cve => cve.Advisory).ToList();
        var counts = SeverityCounts.Of(affecting);
        return new IndexModel(
            LayoutModel.Of(content, Links.AtRoot, "Releases", "index.html"),
            [
                Tile("", content.Releases.Count, "releases"),
                Tile("", affecting.Count, "CVEs that affect a release"),
                Tile("urgent", counts.Critical + counts.High, "of them critical or high"),
                content.IsExploitationKnown ? Tile("exploited", counts.Exploited, "of them known to be exploited")
                    : new TileModel("", "–", "known to be exploited: unknown"),
            ],
            content.Missing,
            [
                .. content.Releases.GroupBy(release => release.Version.Minor).Select(group => new MinorModel(
                    group.Key.ToString(), DisplayText.Badge(group.First().Support), [.. group.Select(ReleaseRowModel.Of)])),
            ]);
    }

    private static TileModel Tile(string level, int count, string text) => new(count > 0 ? level : "", DisplayText.Number(count), text);
}

/// <summary>A number with its meaning.</summary>
/// <param name="Level">The CSS class; empty for none.</param>
/// <param name="Figure">The number.</param>
/// <param name="Text">What it counts.</param>
public sealed record TileModel(string Level, string Figure, string Text);

/// <summary>A minor with its releases.</summary>
/// <param name="Name">E.g. <c>1.35</c>.</param>
/// <param name="Support">The support status.</param>
/// <param name="Releases">The releases, newest first.</param>
public sealed record MinorModel(string Name, BadgeModel Support, IReadOnlyList<ReleaseRowModel> Releases);

/// <summary>A release in a table.</summary>
/// <param name="Link">Its page.</param>
/// <param name="Marks">Tags, withdrawn, Prime only, pre-release.</param>
/// <param name="Day">The day of the release; null if the feed does not say.</param>
/// <param name="Figures">Numbers of advisories.</param>
public sealed record ReleaseRowModel(
    LinkModel Link, IReadOnlyList<BadgeModel> Marks, string? Day, IReadOnlyList<FigureModel> Figures)
{
    /// <summary>The names of the figures, in their order.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["CVEs", "Exploited", "Critical", "High", "Medium", "Low", "Unrated", "Undecided"];

    internal static ReleaseRowModel Of(ReleaseEntry release)
    {
        var counts = release.Counts;
        int[] figures =
        [
            counts.Total, counts.Exploited, counts.Critical, counts.High, counts.Medium, counts.Low, counts.Unrated,
            release.Facts.Undecided.Count,
        ];
        return new ReleaseRowModel(
            Links.AtRoot.To(release.Release), DisplayText.Marks(release.Release),
            release.Release.ReleasedAt is { } day ? DisplayText.Day(day) : null,
            [.. figures.Zip(Names, (count, name) => new FigureModel(name, Level(name, count), DisplayText.Number(count)))]);
    }

    private static string Level(string name, int count) => count == 0 ? "zero" : name.ToLowerInvariant();
}

/// <summary>A number in a table.</summary>
/// <param name="Name">The name of its column.</param>
/// <param name="Level">The CSS class, e.g. <c>critical</c>; <c>zero</c> for 0.</param>
/// <param name="Text">The number.</param>
public sealed record FigureModel(string Name, string Level, string Text);
