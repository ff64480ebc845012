using SecurityResponder.Feed.Explaining;
using SecurityResponder.Feed.Merging;
using SecurityResponder.Feed.Reporting.Content;
using SecurityResponder.Feed.Vulnerabilities;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>The way from the entries of the sources to the decisions, as <c>explain</c> prints it.</summary>
/// <param name="Entries">The entries about the advisory.</param>
/// <param name="Ranges">The entries whose ranges are used, by component.</param>
/// <param name="Ratings">All ratings; the first one is used.</param>
/// <param name="Scans">What scans of images say.</param>
/// <param name="Affected">The decisions about affected and undecided releases.</param>
/// <param name="NotAffected">The decisions about the others.</param>
public sealed record ChainModel(
    IReadOnlyList<string> Entries, IReadOnlyList<string> Ranges, IReadOnlyList<string> Ratings,
    IReadOnlyList<string> Scans, IReadOnlyList<DecisionModel> Affected, IReadOnlyList<DecisionModel> NotAffected)
{
    internal static ChainModel? Of(SiteContent content, CveEntry entry, Links links)
    {
        if (entry.Explain is not { } explain || entry.Origin is not { } origin)
        {
            return null;
        }

        var explained = content.Releases.Select(explain).ToList();
        return new ChainModel(
            [.. origin.Entries.Select(one => SafeText.Page($"{Name(one)}, {SourceText.Short(one.File)}"))],
            [.. origin.Ranges.Select(pair => SafeText.Page($"{pair.Key.Name}: {string.Join(", ", pair.Value.Select(Name))}"))],
            [.. origin.Ratings.Select(Rating)],
            [.. entry.Scans.Select(Scan)],
            Decisions(explained.Where(one => one.Decision != ReleaseDecision.NotAffected), links),
            Decisions(explained.Where(one => one.Decision == ReleaseDecision.NotAffected), links));
    }

    private static List<DecisionModel> Decisions(IEnumerable<ReleaseExplanation> explanations, Links links) =>
    [
        .. from explanation in explanations
           from component in explanation.Components
           select DecisionModel.Of(
               new LinkModel(links.Release(explanation.Release), explanation.Release.ToString()), component),
    ];

    private static string Name(SourceEntry entry) => $"{entry.Trust.Name()} {entry.Advisory.Id}";

    private static string Scan(ScanRemark remark) =>
        SafeText.Page(remark.Text) + (SourceText.Of(remark.Place) is { } place ? $" ({place})" : "");

    private static string Rating(ScoredRating rating) => SafeText.Page(
        rating.Vectors is null ? $"{rating}" : $"{rating}: {string.Join(", ", rating.Ratings.Select(one => one.Score))}");
}

/// <summary>A decision about a component of a release.</summary>
/// <param name="Release">The release.</param>
/// <param name="Component">The component with its bundled version.</param>
/// <param name="Decision">The decision, as a badge.</param>
/// <param name="Reason">Why.</param>
/// <param name="Bundled">Where the version stands; null when it is unknown.</param>
/// <param name="Range">Where the range stands; null without a range.</param>
public sealed record DecisionModel(
    LinkModel Release, string Component, BadgeModel Decision, string Reason, string? Bundled, string? Range)
{
    internal static DecisionModel Of(LinkModel release, ComponentExplanation component) => new(
        release, SafeText.Page($"{component.Component} {component.Version ?? "of unknown version"}"),
        new BadgeModel(Level(component.Decision), ExplanationText.Name(component.Decision)), SafeText.Page(component.Reason),
        SourceText.Of(component.Bundled), SourceText.Of(component.Range));

    private static string Level(ReleaseDecision decision) => decision switch
    {
        ReleaseDecision.Affected => "high",
        ReleaseDecision.NotAffected => "fine",
        _ => "undecided",
    };
}

/// <summary>Places in source files as text, without the folders of the machine that made the report.</summary>
internal static class SourceText
{
    private const int Parts = 2;

    /// <summary>The place with its line; null for null.</summary>
    public static string? Of(SourcePlace? place) =>
        place is null ? null : SafeText.Page((place with { File = Short(place.File) }).ToString());

    /// <summary>The last two parts of a path, e.g. <c>osv/GO-2026-5758.json</c>.</summary>
    public static string Short(string file) => string.Join('/', file.Split('/', '\\').TakeLast(Parts));
}
