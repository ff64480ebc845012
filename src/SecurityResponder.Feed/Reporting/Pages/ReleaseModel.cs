using SecurityResponder.Assessments;
using SecurityResponder.Feed.Reporting.Content;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>The page of one release.</summary>
/// <param name="Layout">The frame.</param>
/// <param name="Facts">What is known about the release itself.</param>
/// <param name="CvesHeading">The heading of the findings, e.g. <c>5 published CVEs</c>.</param>
/// <param name="Counts">The findings by severity, and the number of undecided advisories.</param>
/// <param name="Advice">Where to go.</param>
/// <param name="Findings">The findings, worst first.</param>
/// <param name="Undecided">The advisories for which a fact is missing.</param>
/// <param name="NotAffected">The advisories that VEX statements exclude.</param>
/// <param name="Go">The vulnerabilities of the Go that built it; null if the feed has none.</param>
/// <param name="Components">The bundled components, by name.</param>
/// <param name="Comparisons">The pages that compare it with another release.</param>
public sealed record ReleaseModel(
    LayoutModel Layout, ReleaseFactsModel Facts, string CvesHeading, IReadOnlyList<BadgeModel> Counts, AdviceModel Advice,
    IReadOnlyList<FindingModel> Findings, IReadOnlyList<UndecidedModel> Undecided, IReadOnlyList<NotAffectedModel> NotAffected,
    GoModel? Go, IReadOnlyList<ComponentModel> Components, IReadOnlyList<LinkModel> Comparisons)
{
    /// <summary>The links to the parts of the page.</summary>
    public IReadOnlyList<LinkModel> Parts =>
        [.. Anchors.Where(part => part.Count > 0).Select(part => new LinkModel("#" + part.Anchor, $"{part.Name} {part.Count}"))];

    private IEnumerable<(string Anchor, string Name, int Count)> Anchors =>
    [
        ("cves", "CVEs", Findings.Count), ("undecided", "Undecided", Undecided.Count), ("excluded", "Not affected", NotAffected.Count),
        ("go", "Go", Go?.Cves.Count ?? 0), ("components", "Components", Components.Count),
        ("comparisons", "Comparisons", Comparisons.Count),
    ];

    internal static ReleaseModel Of(SiteContent content, ReleaseEntry entry)
    {
        var (links, facts, version) = (Links.InFolder, entry.Facts, entry.Version.ToString());
        return new ReleaseModel(
            LayoutModel.Of(content, links, version, "index.html"),
            ReleaseFactsModel.Of(entry),
            facts.Findings.Count == 0 ? "No published CVEs" : "Published CVEs: " + DisplayText.Number(facts.Findings.Count),
            DisplayText.Badges(entry.Counts, facts.Undecided.Count),
            AdviceModel.Of(entry.Advice, links),
            [.. facts.Findings.Select(finding => FindingModel.Of(finding, links, content.At))],
            [.. facts.Undecided.Select(undecided => UndecidedModel.Of(undecided, links))],
            [.. facts.NotAffected.Select(excluded => NotAffectedModel.Of(excluded, links))],
            GoModel.Of(facts.Go, links),
            ComponentModel.All(entry),
            [
                .. content.Pairs.Where(pair => pair.From.Version == entry.Version || pair.To.Version == entry.Version)
                    .Select(pair => new LinkModel(links.Compare(pair), $"{pair.From.Version} to {pair.To.Version}")),
            ]);
    }
}

/// <summary>What is known about a release itself.</summary>
/// <param name="Version">The version, e.g. <c>v1.34.1+rke2r1</c>.</param>
/// <param name="Marks">Tags, withdrawn, Prime only, pre-release.</param>
/// <param name="Day">The day of the release; null if the feed does not say.</param>
/// <param name="Support">The support status.</param>
/// <param name="NotesHref">The release notes; null if the feed has no link.</param>
/// <param name="MarkdownHref">The same page as Markdown.</param>
/// <param name="MinUpgradable">The oldest version that can upgrade to it directly; null for any.</param>
public sealed record ReleaseFactsModel(
    string Version, IReadOnlyList<BadgeModel> Marks, string? Day, BadgeModel Support, string? NotesHref, string MarkdownHref,
    string? MinUpgradable)
{
    internal static ReleaseFactsModel Of(ReleaseEntry entry) => new(
        entry.Version.ToString(), DisplayText.Marks(entry.Release),
        entry.Release.ReleasedAt is { } day ? DisplayText.Day(day) : null, DisplayText.Badge(entry.Support), entry.Release.NotesUrl,
        FileNames.Of(entry.Version.ToString()) + ".md", entry.Release.MinUpgradable?.ToString());
}

/// <summary>The vulnerabilities of the Go that built a release.</summary>
/// <param name="Line">The sentence about them.</param>
/// <param name="Cves">The vulnerabilities, worst first.</param>
public sealed record GoModel(string Line, IReadOnlyList<LinkModel> Cves)
{
    internal static GoModel? Of(GoAdvisories go, Links links) => go.Line is { } line
        ? new GoModel(SafeText.Page(line), [.. go.Advisories.Select(one => new LinkModel(links.Cve(one.Id), SafeText.Page(one.Id)))])
        : null;
}

/// <summary>A bundled component.</summary>
/// <param name="Name">The name, e.g. <c>runc</c>.</param>
/// <param name="Version">The version.</param>
public sealed record ComponentModel(string Name, string Version)
{
    internal static IReadOnlyList<ComponentModel> All(ReleaseEntry entry)
    {
        var components = entry.Release.Components.OrderBy(component => component.Key, StringComparer.Ordinal)
            .Select(component => new ComponentModel(SafeText.Page(component.Key), SafeText.Page(component.Value)));
        return entry.Release.GoVersion is { } go ? [.. components, new ComponentModel("Go", SafeText.Page(go))] : [.. components];
    }
}
