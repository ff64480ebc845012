using System.Diagnostics.CodeAnalysis;
using SecurityResponder.Advisories;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feeds;

/// <summary>Advisories from the wire.</summary>
internal static class AdvisoryParser
{
    private const int LongestSummary = 300;

    /// <summary>Those that stand, each once; what has no id is counted and left out.</summary>
    public static IReadOnlyList<Advisory> All(IReadOnlyList<AnswerAdvisory?> advisories, out int unreadable)
    {
        var standing = new List<Advisory>();
        unreadable = 0;
        foreach (var advisory in advisories)
        {
            if (!HasId(advisory))
            {
                unreadable++;
            }
            else if (TryRead(advisory) is { } read)
            {
                standing.Add(read);
            }
        }
        return AliasMerger.Merge(standing);
    }

    /// <summary>Whether it can be told from others.</summary>
    public static bool HasId([NotNullWhen(true)] AnswerAdvisory? advisory) => ValueParser.Id(advisory?.Id) is not null;

    /// <summary>One that has an id; null when it was withdrawn.</summary>
    public static Advisory? TryRead(AnswerAdvisory advisory) => ValueParser.Instant(advisory.Withdrawn) is null ? Read(advisory) : null;

    private static Advisory Read(AnswerAdvisory advisory)
    {
        var ids = AliasMerger.InOrder(Ids(advisory));
        return new Advisory
        {
            Id = ids[0],
            Aliases = ids.Count == 1 ? [] : [.. ids.Skip(1)],
            PublishedAt = ValueParser.Instant(advisory.Published),
            ModifiedAt = ValueParser.Instant(advisory.Modified),
            Summary = OneLine(advisory.Summary),
            Severity = SeverityParser.Of(advisory),
            Affected = AffectedParser.All(advisory),
            Vex = advisory.DatabaseSpecific?.Vex is { Count: > 0 } statements ? AliasMerger.LastWords(ValueParser.Given(ValueParser.Given(statements).Select(Statement))) : [],
            References = advisory.References is { Count: > 0 } references ? [.. ValueParser.Given(ValueParser.Given(references).Select(reference => ValueParser.Address(reference.Url)))] : [],
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

    // A status or a component that nobody knows says nothing: it must not take a finding away.
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
            : null;
    }

    private static string? OneLine(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var kept = text.Length <= LongestSummary ? text : text[..(LongestSummary - 1)] + "…";
        return string.Create(kept.Length, kept, static (line, source) =>
        {
            for (var i = 0; i < line.Length; i++)
            {
                line[i] = char.IsControl(source[i]) || char.IsSurrogate(source[i]) ? ' ' : source[i];
            }
        });
    }
}
