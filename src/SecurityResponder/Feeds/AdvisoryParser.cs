using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using SecurityResponder.Advisories;
using SecurityResponder.Components;
using SecurityResponder.Protocol;
using SecurityResponder.Text;

namespace SecurityResponder.Feeds;

/// <summary>Parses advisories from the wire.</summary>
internal static class AdvisoryParser
{
    private const int MaxSummaryLength = 300;

    /// <summary>The advisories that are not withdrawn, each once.</summary>
    /// <param name="advisories">The entries.</param>
    /// <param name="unreadable">Number of entries without an id; they are left out.</param>
    public static IReadOnlyList<Advisory> All(IReadOnlyList<AnswerAdvisory?> advisories, out int unreadable)
    {
        var valid = new List<Advisory>();
        var parsed = new ParsedValues();
        unreadable = 0;
        foreach (var advisory in advisories)
        {
            if (!HasId(advisory))
            {
                unreadable++;
            }
            else if (ReadUnlessWithdrawn(advisory, parsed) is { } read)
            {
                valid.Add(read);
            }
        }

        return AliasMerger.Merge(valid);
    }

    /// <summary>Whether the entry has a valid id.</summary>
    public static bool HasId([NotNullWhen(true)] AnswerAdvisory? advisory) => ValueParser.Id(advisory?.Id) is not null;

    /// <summary>Parses an entry that has an id; null when it was withdrawn.</summary>
    public static Advisory? ReadUnlessWithdrawn(AnswerAdvisory advisory, ParsedValues parsed) =>
        ValueParser.Instant(advisory.Withdrawn) is null ? Read(advisory, parsed) : null;

    private static Advisory Read(AnswerAdvisory advisory, ParsedValues parsed)
    {
        var ids = AdvisoryIds.InOrder(Ids(advisory));
        return new Advisory
        {
            Id = ids[0],
            Aliases = ids.Count == 1 ? [] : [.. CollectionsMarshal.AsSpan(ids)[1..]],
            PublishedAt = ValueParser.Instant(advisory.Published),
            ModifiedAt = ValueParser.Instant(advisory.Modified),
            Summary = OneLine(advisory.Summary),
            Severity = SeverityParser.Of(advisory, parsed),
            SeveritySource = OneLine(advisory.DatabaseSpecific?.SeveritySource),
            IsExploited = advisory.DatabaseSpecific?.IsExploited ?? false,
            Epss = advisory.DatabaseSpecific?.Epss is >= 0 and <= 1 and var epss ? epss : null,
            RequiredAction = OneLine(advisory.DatabaseSpecific?.RequiredAction),
            Workaround = OneLine(advisory.DatabaseSpecific?.Workaround),
            Conditions = advisory.DatabaseSpecific?.Conditions is { } conditions
                ? [.. ValueParser.NotNull(conditions).Select(Condition)]
                : [],
            Affected = AffectedParser.All(advisory, parsed),
            Vex = advisory.DatabaseSpecific?.Vex is { } statements
                ? AliasMerger.LatestStatements(ValueParser.NotNull(ValueParser.NotNull(statements).Select(Statement)))
                : [],
            References = advisory.References is { } references
                ? [.. ValueParser.NotNull(ValueParser.NotNull(references).Select(reference => ValueParser.Address(reference.Url)))]
                : [],
        };
    }

    private static List<string> Ids(AnswerAdvisory advisory)
    {
        var ids = new List<string>();
        if (ValueParser.Id(advisory.Id) is { } id)
        {
            ids.Add(id);
        }

        for (var i = 0; i < advisory.Aliases?.Count; i++)
        {
            if (ValueParser.Id(advisory.Aliases[i]) is { } alias)
            {
                ids.Add(alias);
            }
        }

        return ids;
    }

    // An unknown status or component is ignored: it must not remove a finding.
    private static VexStatement? Statement(AnswerVex vex)
    {
        VexStatus? status = vex.Status switch
        {
            "not_affected" => VexStatus.NotAffected,
            "affected" => VexStatus.Affected,
            "fixed" => VexStatus.Fixed,
            "under_investigation" => VexStatus.UnderInvestigation,
            _ => null,
        };
        return status is { } known && Component.TryParse(vex.Component) is { } component
            ? new VexStatement(component, known, OneLine(vex.Justification))
            {
                Product = OneLine(vex.Product) ?? CanalImage(vex.Component),
                Version = OneLine(vex.Version),
                Source = ValueParser.Address(vex.Source),
            }
            : null;
    }

    // Canal's parts are images of their own: a statement about them says nothing about the plugins Calico and Flannel.
    private static string? CanalImage(string? name) => name?.ToLowerInvariant() switch
    {
        "canal-calico" => "hardened-calico",
        "canal-flannel" => "hardened-flannel",
        _ => null,
    };

    private static AdvisoryCondition Condition(AnswerCondition condition) => new(
        Component.TryParse(condition.Component),
        [.. ValueParser.NotNull(condition.OperatingSystems).Select(system => system.ToLowerInvariant())],
        OneLine(condition.Reason),
        ValueParser.Address(condition.Source));

    private static string? OneLine(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : SafeText.Line(text, MaxSummaryLength, ' ');
}
