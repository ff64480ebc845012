using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Components;
using SecurityResponder.Releases;
using SecurityResponder.Text;

namespace SecurityResponder.Server.Pages;

/// <summary>The page of one release: its CVEs, the CVEs that do not affect it, and its components.</summary>
/// <param name="Layout">The frame.</param>
/// <param name="Version">The version, e.g. <c>v1.34.1+rke2r1</c>.</param>
/// <param name="ReleaseDay">The day of the release; null if the feed does not say.</param>
/// <param name="Support">The support status.</param>
/// <param name="NotesHref">The release notes; null if the feed has no link.</param>
/// <param name="ClustersHref">The home page, filtered by the release.</param>
/// <param name="CvesHeading">The heading of the CVEs, e.g. <c>5 published CVEs</c>.</param>
/// <param name="Findings">The CVEs, worst first.</param>
/// <param name="NotAffected">The CVEs that do not affect it although it bundles an affected version.</param>
/// <param name="Undecided">The CVEs for which the feed lacks the version of the component.</param>
/// <param name="Components">The bundled components, by name.</param>
/// <param name="FeedDay">The day of the feed; null if it does not say.</param>
public sealed record ReleaseModel(
    LayoutModel Layout, string Version, string? ReleaseDay, BadgeModel Support, string? NotesHref, string ClustersHref,
    string CvesHeading, IReadOnlyList<FindingModel> Findings, IReadOnlyList<NotAffectedModel> NotAffected,
    IReadOnlyList<CveModel> Undecided, IReadOnlyList<ComponentModel> Components, string? FeedDay)
{
    internal static ReleaseModel Of(Navigation navigation, ReleaseAssessment assessment, Support support, DateTimeOffset? feedAt)
    {
        var release = assessment.Release;
        var version = release.Version.ToString();
        return new ReleaseModel(
            navigation.Layout(version, "/releases"), version, release.ReleasedAt is { } day ? DisplayText.Day(day) : null,
            DisplayText.Badge(support), release.NotesUrl, "/?version=" + Uri.EscapeDataString(version), Heading(assessment.Findings.Count),
            [.. assessment.Findings.Select(finding => FindingModel.Of(release, finding))],
            [.. assessment.NotAffected.Select(excused => NotAffectedModel.Of(release, excused))],
            [.. assessment.Undecided.Select(undecided =>
                CveModel.Of(undecided.Advisory, undecided.Advisory.Affected.Select(affected => affected.Component.Name).Distinct()))],
            [.. release.Components.OrderBy(component => component.Key, StringComparer.Ordinal)
                .Select(component => new ComponentModel(SafeText.Page(component.Key), SafeText.Page(component.Value)))],
            feedAt is { } feedDay ? DisplayText.Day(feedDay) : null);
    }

    private static string Heading(int count) => count switch
    {
        0 => "No published CVEs",
        1 => "1 published CVE",
        _ => $"{count} published CVEs",
    };
}

/// <summary>A CVE with its component.</summary>
/// <param name="Id">The id, e.g. <c>CVE-2026-1</c>.</param>
/// <param name="Href">The first reference; null if there is none.</param>
/// <param name="Summary">One sentence; null if the feed has none.</param>
/// <param name="Severity">The severity with its score.</param>
/// <param name="Components">The affected components with their bundled versions.</param>
/// <param name="IsUnderInvestigation">Whether the RKE2 maintainers are still investigating it.</param>
public sealed record CveModel(string Id, string? Href, string? Summary, BadgeModel Severity, string Components, bool IsUnderInvestigation)
{
    internal static CveModel Of(Advisory advisory, IEnumerable<string> components, bool isUnderInvestigation = false) => new(
        SafeText.Page(advisory.Id), advisory.References.Count == 0 ? null : advisory.References[0],
        advisory.Summary is null ? null : SafeText.Page(advisory.Summary), DisplayText.Badge(advisory.Severity),
        SafeText.Page(string.Join(", ", components)), isUnderInvestigation);

    /// <summary>A component with the version that a release bundles, if the feed has it.</summary>
    internal static string Bundled(Release release, Component component)
    {
        var name = component.Name;
        var version = release.Components.GetValueOrDefault(name) ?? release.Components.GetValueOrDefault("canal-" + name);
        return version is null ? name : $"{name} {version}";
    }
}

/// <summary>A CVE that affects the release.</summary>
/// <param name="Cve">The CVE.</param>
/// <param name="FixedIn">The nearest later release without it; null if there is none.</param>
public sealed record FindingModel(CveModel Cve, LinkModel? FixedIn)
{
    internal static FindingModel Of(Release release, Finding found) => new(
        CveModel.Of(
            found.Advisory, found.Components.Select(component => CveModel.Bundled(release, component)),
            found.IsUnderInvestigation),
        found.FixedIn is { } later ? new LinkModel($"/releases/{later.Version}", later.Version.ToString()) : null);
}

/// <summary>A CVE that does not affect the release although it bundles an affected version.</summary>
/// <param name="Cve">The CVE.</param>
/// <param name="Reason">Why not; null if no reason is given.</param>
public sealed record NotAffectedModel(CveModel Cve, string? Reason)
{
    internal static NotAffectedModel Of(Release release, NotAffectedComponent excused) => new(
        CveModel.Of(excused.Advisory, [CveModel.Bundled(release, excused.Statement.Component)]), ReasonOf(excused.Statement));

    // OpenVEX justifications with spaces: "vulnerable code not in execute path".
    private static string? ReasonOf(VexStatement statement) => statement.Status == VexStatus.Fixed ? "the build includes the fix"
        : statement.Justification is { } justification ? SafeText.Page(justification.Replace('_', ' ')) : null;
}

/// <summary>A bundled component.</summary>
/// <param name="Name">The name, e.g. <c>runc</c>.</param>
/// <param name="Version">The version.</param>
public sealed record ComponentModel(string Name, string Version);
