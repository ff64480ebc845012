using SecurityResponder.Assessments;
using SecurityResponder.Releases;
using SecurityResponder.Text;

namespace SecurityResponder.Server.Pages;

/// <summary>The page of one release: its CVEs, the CVEs that do not affect it, and its components.</summary>
/// <param name="Layout">The frame.</param>
/// <param name="Facts">What is known about the release itself.</param>
/// <param name="CvesHeading">The heading of the CVEs, e.g. <c>5 published CVEs</c>.</param>
/// <param name="Counts">The numbers of CVEs that need attention.</param>
/// <param name="Findings">The CVEs, worst first.</param>
/// <param name="NotAffected">The CVEs that do not affect it although it bundles an affected version.</param>
/// <param name="Undecided">The CVEs for which a fact is missing.</param>
/// <param name="Go">The CVEs of the Go that built it; null if the feed has none.</param>
/// <param name="Components">The bundled components, by name.</param>
/// <param name="FeedDay">The day of the feed; null if it does not say.</param>
public sealed record ReleaseModel(
    LayoutModel Layout, ReleaseFactsModel Facts, string CvesHeading, IReadOnlyList<BadgeModel> Counts, IReadOnlyList<FindingModel> Findings,
    IReadOnlyList<NotAffectedModel> NotAffected, IReadOnlyList<UndecidedModel> Undecided, GoModel? Go,
    IReadOnlyList<ComponentModel> Components, DateModel? FeedDay)
{
    /// <summary>The page.</summary>
    /// <param name="navigation">The port's navigation.</param>
    /// <param name="assessment">The assessment of the release.</param>
    /// <param name="support">The support status of its minor.</param>
    /// <param name="feedAt">When the feed was generated; null if it does not say.</param>
    /// <param name="now">The time, for the age of fixes.</param>
    internal static ReleaseModel Of(
        Navigation navigation, ReleaseAssessment assessment, Support support, DateTimeOffset? feedAt, DateTimeOffset now) => new(
        navigation.Layout(assessment.Release.Version.ToString(), "/releases"), ReleaseFactsModel.Of(assessment.Release, support, now),
        Heading(assessment.Findings.Count),
        DisplayText.Badges(SeverityCounts.Of(assessment.Findings), assessment.Undecided.Count),
        [.. assessment.Findings.Select(finding => FindingModel.Of(finding, now))],
        [.. assessment.NotAffected.Select(NotAffectedModel.Of)],
        [.. assessment.Undecided.Select(UndecidedModel.Of)],
        GoModel.Of(assessment.Go),
        [.. assessment.Release.Components.OrderBy(component => component.Key, StringComparer.Ordinal)
            .Select(component => new ComponentModel(SafeText.Page(component.Key), SafeText.Page(component.Value)))],
        feedAt is { } feedDay ? DateModel.OfDay(feedDay, now) : null);

    private static string Heading(int count) => count switch
    {
        0 => "No published CVEs",
        1 => "1 published CVE",
        _ => $"{count} published CVEs",
    };
}

/// <summary>What is known about a release itself.</summary>
/// <param name="Version">The version, e.g. <c>v1.34.1+rke2r1</c>.</param>
/// <param name="Marks">Whether it was withdrawn, and whether it is for Prime customers.</param>
/// <param name="Day">The day of the release; null if the feed does not say.</param>
/// <param name="Support">The support status.</param>
/// <param name="NotesHref">The release notes.</param>
/// <param name="ClustersHref">The home page, filtered by the release.</param>
public sealed record ReleaseFactsModel(
    string Version, IReadOnlyList<BadgeModel> Marks, DateModel? Day, BadgeModel Support, string NotesHref, string ClustersHref)
{
    internal static ReleaseFactsModel Of(Release release, Support support, DateTimeOffset now)
    {
        var version = release.Version.ToString();
        return new ReleaseFactsModel(
            version, DisplayText.Marks(release.IsWithdrawn, release.IsPrimeOnly),
            release.ReleasedAt is { } day ? DateModel.OfDay(day, now) : null, DisplayText.Badge(support), ReleaseNotes.Of(release),
            "/?version=" + Uri.EscapeDataString(version));
    }
}

/// <summary>The CVEs of the Go that built a release.</summary>
/// <param name="Line">The sentence about them.</param>
/// <param name="Cves">The CVEs, worst first.</param>
public sealed record GoModel(string Line, IReadOnlyList<CveModel> Cves)
{
    internal static GoModel? Of(GoAdvisories go) =>
        go.Line is { } line ? new GoModel(SafeText.Page(line), [.. go.Advisories.Select(CveModel.Of)]) : null;
}

/// <summary>A bundled component.</summary>
/// <param name="Name">The name, e.g. <c>runc</c>.</param>
/// <param name="Version">The version.</param>
public sealed record ComponentModel(string Name, string Version);
