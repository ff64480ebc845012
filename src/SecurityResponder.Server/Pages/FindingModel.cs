using System.Globalization;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Text;

namespace SecurityResponder.Server.Pages;

/// <summary>A CVE that affects the release.</summary>
/// <param name="Cve">The CVE.</param>
/// <param name="Compared">The affected components with the versions that were compared.</param>
/// <param name="IsUnderInvestigation">Whether the RKE2 maintainers are still investigating it.</param>
/// <param name="FixedIn">The nearest later release without it; null if there is none.</param>
/// <param name="FixAvailable">Since when that release exists, e.g. <c>available since 2026-08-04, 117 days</c>; null if unknown.</param>
/// <param name="RequiredAction">What must be done in addition to the upgrade; null for nothing.</param>
/// <param name="Workaround">What helps until the upgrade; null if the feed has nothing.</param>
public sealed record FindingModel(
    CveModel Cve, IReadOnlyList<ComparedModel> Compared, bool IsUnderInvestigation, LinkModel? FixedIn, string? FixAvailable,
    string? RequiredAction, string? Workaround)
{
    internal static FindingModel Of(Finding finding, DateTimeOffset now) => new(
        CveModel.Of(finding.Advisory),
        [.. finding.Uses.Select(use => ComparedModel.Of(finding.Advisory, use)).Distinct()],
        finding.IsUnderInvestigation,
        finding.FixedIn is { } later ? new LinkModel($"/releases/{later.Version}", later.Version.ToString()) : null,
        finding.FixAvailableSince is { } since ? Available(since, now) : null,
        finding.Advisory.RequiredAction is { } action ? SafeText.Page(action) : null,
        finding.Advisory.Workaround is { } workaround ? SafeText.Page(workaround) : null);

    private static string Available(DateTimeOffset since, DateTimeOffset now)
    {
        var days = Math.Max(0, (int)(now - since).TotalDays);
        return $"available since {DisplayText.Day(since)}, {days.ToString(CultureInfo.InvariantCulture)} {(days == 1 ? "day" : "days")}";
    }
}

/// <summary>A CVE that does not affect the release although it bundles an affected version.</summary>
/// <param name="Cve">The CVE.</param>
/// <param name="Component">The component.</param>
/// <param name="Build">The image and version that the statement is about; null for every build.</param>
/// <param name="Reason">Why not; null if no reason is given.</param>
/// <param name="SourceHref">The OpenVEX document; null if the feed has none.</param>
public sealed record NotAffectedModel(CveModel Cve, string Component, string? Build, string? Reason, string? SourceHref)
{
    internal static NotAffectedModel Of(NotAffectedComponent excused)
    {
        var statement = excused.Statement;
        var build = string.Join(' ', new[] { statement.Product, statement.Version }.OfType<string>());
        return new NotAffectedModel(
            CveModel.Of(excused.Advisory), statement.Component.Name, build == "" ? null : SafeText.Page(build), ReasonOf(statement),
            statement.Source);
    }

    // OpenVEX justifications with spaces: "vulnerable code not in execute path".
    private static string? ReasonOf(VexStatement statement) => statement.Status == VexStatus.Fixed ? "the build includes the fix"
        : statement.Justification is { } justification ? SafeText.Page(justification.Replace('_', ' ')) : null;
}

/// <summary>A CVE that cannot be decided.</summary>
/// <param name="Cve">The CVE.</param>
/// <param name="Missing">The missing facts.</param>
public sealed record UndecidedModel(CveModel Cve, IReadOnlyList<string> Missing)
{
    internal static UndecidedModel Of(UndecidedAdvisory undecided) => new(
        CveModel.Of(undecided.Advisory), [.. undecided.Missing.Select(fact => SafeText.Page(Text(fact))).Distinct()]);

    // The name of the component, unless the fact contains it.
    private static string Text(MissingFact fact) =>
        fact.Text.Contains(fact.Component.Name, StringComparison.Ordinal) ? fact.Text : $"{fact.Component.Name}: {fact.Text}";
}

/// <summary>The CVEs that cannot be decided.</summary>
/// <param name="Explanation">What that means.</param>
/// <param name="Cves">The CVEs, worst first.</param>
public sealed record UndecidedSectionModel(string Explanation, IReadOnlyList<UndecidedModel> Cves);
