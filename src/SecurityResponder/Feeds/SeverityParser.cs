using SecurityResponder.Advisories;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feeds;

/// <summary>Parses a severity from the wire: the newest readable CVSS version, else a name, else unknown.</summary>
internal static class SeverityParser
{
    private static readonly string[] NewestFirst = ["CVSS_V4", "CVSS_V3", "CVSS_V2"];

    /// <summary>The scores of the entry; without any, the highest of its packages (OSV allows both places).</summary>
    public static Severity Of(AnswerAdvisory advisory, ParsedValues parsed) =>
        Scored(advisory.Severity, parsed)
        ?? Scored([.. ValueParser.NotNull(advisory.Affected).SelectMany(affected => ValueParser.NotNull(affected.Severity))], parsed)
        ?? Severity.OfName(advisory.DatabaseSpecific?.Severity);

    private static Severity? Scored(IReadOnlyList<AnswerSeverity?>? entries, ParsedValues parsed)
    {
        if (entries is null or { Count: 0 })
        {
            return null;
        }

        foreach (var type in NewestFirst)
        {
            Severity? worst = null;
            for (var i = 0; i < entries.Count; i++)
            {
                var severity = entries[i];
                if (severity?.Type == type && parsed.OfVector(severity.Score) is { } scored
                    && (worst is null || scored.CompareRank(worst) > 0))
                {
                    worst = scored;
                }
            }

            if (worst is not null)
            {
                return worst;
            }
        }
        return null;
    }
}
