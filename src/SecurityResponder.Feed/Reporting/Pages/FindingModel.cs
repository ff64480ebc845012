using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>An advisory that affects a release.</summary>
/// <param name="Cve">The advisory.</param>
/// <param name="Compared">The affected components with the versions that were compared.</param>
/// <param name="FixedIn">The nearest later release without it; null if there is none.</param>
/// <param name="FixAvailable">Since when that release exists, e.g. <c>since 2026-08-04, 112 days</c>; null if unknown.</param>
/// <param name="Notes">Conditions, required actions and workarounds.</param>
public sealed record FindingModel(
    CveModel Cve, IReadOnlyList<ComparedModel> Compared, LinkModel? FixedIn, string? FixAvailable, IReadOnlyList<NoteModel> Notes)
{
    internal static FindingModel Of(Finding finding, Links links, DateTimeOffset at) => new(
        CveModel.Of(finding.Advisory, links),
        [.. finding.Uses.Select(use => ComparedModel.Of(finding.Advisory, use)).Distinct()],
        finding.FixedIn is { } later ? links.To(later) : null,
        finding.FixAvailableSince is { } since ? $"since {DisplayText.Day(since)}, {DisplayText.Days(since, at)}" : null,
        NoteModel.Of(finding.Advisory, finding.IsUnderInvestigation));
}

/// <summary>A remark about an advisory.</summary>
/// <param name="Label">What it is, e.g. <c>Also required</c>.</param>
/// <param name="Text">The text.</param>
public sealed record NoteModel(string Label, string Text)
{
    internal static IReadOnlyList<NoteModel> Of(Advisory advisory, bool isUnderInvestigation)
    {
        var systems = advisory.Conditions.SelectMany(condition => condition.OperatingSystems).Distinct().ToList();
        (string Label, string? Text)[] notes =
        [
            ("Only with", systems.Count == 0 ? null : string.Join(" or ", systems.Select(Name)) + " nodes"),
            ("Also required", advisory.RequiredAction),
            ("Until then", advisory.Workaround),
            ("VEX", isUnderInvestigation ? "under investigation" : null),
        ];
        return [.. notes.Where(note => note.Text is not null).Select(note => new NoteModel(note.Label, SafeText.Page(note.Text!)))];
    }

    private static string Name(string system) => system == "windows" ? "Windows" : system;
}

/// <summary>An advisory that cannot be decided.</summary>
/// <param name="Cve">The advisory.</param>
/// <param name="Missing">The missing facts.</param>
public sealed record UndecidedModel(CveModel Cve, IReadOnlyList<string> Missing)
{
    internal static UndecidedModel Of(UndecidedAdvisory undecided, Links links) =>
        new(CveModel.Of(undecided.Advisory, links), Facts(undecided));

    /// <summary>The missing facts, each with the name of its component.</summary>
    internal static IReadOnlyList<string> Facts(UndecidedAdvisory undecided) =>
        [.. undecided.Missing.Select(fact => SafeText.Page(Text(fact))).Distinct()];

    private static string Text(MissingFact fact) =>
        fact.Text.Contains(fact.Component.Name, StringComparison.Ordinal) ? fact.Text : $"{fact.Component.Name}: {fact.Text}";
}

/// <summary>An advisory that does not affect a release although it bundles an affected version.</summary>
/// <param name="Cve">The advisory.</param>
/// <param name="Statement">What VEX says.</param>
public sealed record NotAffectedModel(CveModel Cve, StatementModel Statement)
{
    internal static NotAffectedModel Of(NotAffectedComponent excluded, Links links) =>
        new(CveModel.Of(excluded.Advisory, links), StatementModel.Of(excluded.Statement));
}

/// <summary>An OpenVEX statement.</summary>
/// <param name="Component">The component.</param>
/// <param name="Build">The image and version that it is about; null for every build.</param>
/// <param name="Text">The status with its justification.</param>
/// <param name="SourceHref">The OpenVEX document; null if the feed has none.</param>
public sealed record StatementModel(string Component, string? Build, string Text, string? SourceHref)
{
    internal static StatementModel Of(VexStatement statement)
    {
        var build = string.Join(' ', new[] { statement.Product, statement.Version }.OfType<string>());
        return new StatementModel(
            statement.Component.Name, build == "" ? null : SafeText.Page(build), TextOf(statement), statement.Source);
    }

    // OpenVEX justifications with spaces: "vulnerable code not in execute path".
    private static string TextOf(VexStatement statement)
    {
        var status = statement.Status switch
        {
            VexStatus.NotAffected => "not affected",
            VexStatus.Fixed => "the build contains the fix",
            VexStatus.UnderInvestigation => "under investigation",
            _ => "affected",
        };
        return statement.Justification is { } why ? $"{status}: {SafeText.Page(why.Replace('_', ' '))}" : status;
    }
}
