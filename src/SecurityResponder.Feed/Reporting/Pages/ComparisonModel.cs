using SecurityResponder.Assessments;
using SecurityResponder.Feed.Reporting.Content;
using SecurityResponder.Releases;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>The page that compares two releases.</summary>
/// <param name="Layout">The frame.</param>
/// <param name="From">The older release.</param>
/// <param name="To">The newer release.</param>
/// <param name="Lists">What the newer release fixes, leaves and brings.</param>
/// <param name="Undecided">The advisories that cannot be decided for the newer release and are not findings of the older one.</param>
/// <param name="Components">The components whose versions differ.</param>
public sealed record ComparisonModel(
    LayoutModel Layout, ComparedReleaseModel From, ComparedReleaseModel To, IReadOnlyList<FindingListModel> Lists,
    IReadOnlyList<UndecidedModel> Undecided, IReadOnlyList<ComponentChangeModel> Components)
{
    internal static ComparisonModel Of(SiteContent content, ReleasePair pair)
    {
        var links = Links.InFolder;
        var change = ReleaseComparison.Of(
            ReleaseEntry.AnyClusterOn(pair.From), content.Feed, pair.From.Version, pair.To.Version, content.At).Change;
        return new ComparisonModel(
            LayoutModel.Of(content, links, $"{pair.From.Version} to {pair.To.Version}", "compare/index.html"),
            ComparedReleaseModel.Of(content.Entry(pair.From), links), ComparedReleaseModel.Of(content.Entry(pair.To), links),
            [
                FindingListModel.Of("fixes", "Fixed", change.Fixes, content, links),
                FindingListModel.Of("remains", "Not fixed", change.Remains, content, links),
                FindingListModel.Of("brings", "New", change.Brings, content, links),
            ],
            [.. change.Undecided.Select(undecided => UndecidedModel.Of(undecided, links))],
            ComponentChangeModel.All(pair.From, pair.To));
    }
}

/// <summary>A release of a comparison.</summary>
/// <param name="Link">Its page.</param>
/// <param name="Marks">Tags, withdrawn, Prime only, pre-release.</param>
/// <param name="Support">The support status.</param>
/// <param name="Cves">The number of its findings.</param>
/// <param name="Counts">The findings by severity, and the number of undecided advisories.</param>
public sealed record ComparedReleaseModel(
    LinkModel Link, IReadOnlyList<BadgeModel> Marks, BadgeModel Support, string Cves, IReadOnlyList<BadgeModel> Counts)
{
    internal static ComparedReleaseModel Of(ReleaseEntry entry, Links links) => new(
        links.To(entry.Release), DisplayText.Marks(entry.Release), DisplayText.Badge(entry.Support),
        DisplayText.Cves(entry.Facts.Findings.Count), DisplayText.Badges(entry.Counts, entry.Facts.Undecided.Count));
}

/// <summary>A list of findings with a heading.</summary>
/// <param name="Name">The anchor, e.g. <c>fixes</c>.</param>
/// <param name="Heading">The heading.</param>
/// <param name="Count">The number of findings.</param>
/// <param name="Findings">The findings, worst first.</param>
public sealed record FindingListModel(string Name, string Heading, string Count, IReadOnlyList<FindingModel> Findings)
{
    internal static FindingListModel Of(
        string name, string heading, IReadOnlyList<Finding> findings, SiteContent content, Links links) => new(
        name, heading, DisplayText.Number(findings.Count), [.. findings.Select(finding => FindingModel.Of(finding, links, content.At))]);
}

/// <summary>A component whose version differs between two releases.</summary>
/// <param name="Name">The component.</param>
/// <param name="From">The version in the older release.</param>
/// <param name="To">The version in the newer release.</param>
public sealed record ComponentChangeModel(string Name, string From, string To)
{
    internal static IReadOnlyList<ComponentChangeModel> All(Release older, Release newer) =>
    [
        .. from name in older.Components.Keys.Union(newer.Components.Keys).Order(StringComparer.Ordinal)
           let before = older.Components.GetValueOrDefault(name)
           let after = newer.Components.GetValueOrDefault(name)
           where before != after
           select new ComponentChangeModel(
               SafeText.Page(name), DisplayText.Safe(before) ?? "unknown", DisplayText.Safe(after) ?? "unknown"),
    ];
}
