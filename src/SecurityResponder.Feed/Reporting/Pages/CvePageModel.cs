using SecurityResponder.Advisories;
using SecurityResponder.Feed.Reporting.Content;
using SecurityResponder.Text;

namespace SecurityResponder.Feed.Reporting.Pages;

/// <summary>The page of one advisory.</summary>
/// <param name="Layout">The frame.</param>
/// <param name="Cve">The advisory.</param>
/// <param name="Aliases">Its other ids.</param>
/// <param name="Facts">Severity, EPSS, exploitation and dates.</param>
/// <param name="Ranges">The affected versions of each component.</param>
/// <param name="Conditions">When a cluster is affected.</param>
/// <param name="Notes">What is to be done beside the upgrade.</param>
/// <param name="Links">Links to the sources.</param>
public sealed record CvePageModel(
    LayoutModel Layout, CveModel Cve, IReadOnlyList<string> Aliases, IReadOnlyList<FactModel> Facts, IReadOnlyList<RangeModel> Ranges,
    IReadOnlyList<ConditionModel> Conditions, IReadOnlyList<NoteModel> Notes, IReadOnlyList<LinkModel> Links)
{
    /// <summary>The releases that it affects, newest first.</summary>
    public required IReadOnlyList<AffectedReleaseModel> Affected { get; init; }

    /// <summary>The releases for which a fact is missing.</summary>
    public required IReadOnlyList<UndecidedReleaseModel> Undecided { get; init; }

    /// <summary>The VEX statements about builds of the component.</summary>
    public required IReadOnlyList<StatementModel> Statements { get; init; }

    /// <summary>The releases that it does not affect.</summary>
    public required IReadOnlyList<LinkModel> NotAffected { get; init; }

    /// <summary>The releases that an affected Go built.</summary>
    public required IReadOnlyList<LinkModel> BuiltWithAffectedGo { get; init; }

    /// <summary>Where the decisions come from; null when only the feed is known.</summary>
    public ChainModel? Chain { get; init; }

    internal static CvePageModel Of(SiteContent content, CveEntry entry)
    {
        var (advisory, links) = (entry.Advisory, Pages.Links.InFolder);
        return new CvePageModel(
            LayoutModel.Of(content, links, SafeText.Page(advisory.Id), "cves.html"), CveModel.Of(advisory, links),
            [.. advisory.Aliases.Select(SafeText.Page)], FactModel.All(entry),
            [
                .. advisory.Affected.GroupBy(affected => affected.Component.Name).Select(group => new RangeModel(
                    group.Key, string.Join("; ", group.Select(ComparedModel.Described).Distinct()))),
            ],
            [.. advisory.Conditions.Select(ConditionModel.Of)],
            [.. NoteModel.Of(advisory with { Conditions = [] }, isUnderInvestigation: false)],
            [.. advisory.References.Select(reference => new LinkModel(reference, SafeText.Page(reference)))])
        {
            Affected = [.. entry.Affected.Select(pair => AffectedReleaseModel.Of(pair.Release, pair.Finding, links))],
            Undecided =
            [
                .. entry.Undecided.Select(pair => new UndecidedReleaseModel(
                    links.To(pair.Release.Release), UndecidedModel.Facts(pair.Undecided))),
            ],
            Statements = [.. advisory.Vex.Select(StatementModel.Of)],
            NotAffected = [.. entry.NotAffected.Select(release => links.To(release.Release))],
            BuiltWithAffectedGo = [.. entry.BuiltWithAffectedGo.Select(release => links.To(release.Release))],
            Chain = ChainModel.Of(content, entry, links),
        };
    }
}

/// <summary>The affected versions of a component.</summary>
/// <param name="Component">The component.</param>
/// <param name="Versions">E.g. <c>2.2.0 to before 2.2.5</c>.</param>
public sealed record RangeModel(string Component, string Versions);

/// <summary>A condition under which a cluster is affected.</summary>
/// <param name="Text">The condition.</param>
/// <param name="Reason">Why; null when the feed does not say.</param>
/// <param name="SourceHref">The source; null when the feed has none.</param>
public sealed record ConditionModel(string Text, string? Reason, string? SourceHref)
{
    internal static ConditionModel Of(AdvisoryCondition condition) => new(
        SafeText.Page($"Only clusters with {string.Join(" or ", condition.OperatingSystems)} nodes"
            + (condition.Component is { } component ? $" ({component.Name})" : "")),
        DisplayText.Safe(condition.Reason), condition.Source);
}
