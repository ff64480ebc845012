using SecurityResponder.Advisories;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feeds;

/// <summary>Severity from the wire: the newest CVSS generation that can be read, else a name, else unknown.</summary>
internal static class SeverityParser
{
    private static readonly string[] NewestFirst = ["CVSS_V4", "CVSS_V3", "CVSS_V2"];

    /// <summary>The entry's own scores; where it has none, the worst of its packages' (OSV allows either place).</summary>
    public static Severity Of(AnswerAdvisory advisory) =>
        Scored(ValueParser.Given(advisory.Severity))
        ?? Scored(ValueParser.Given(advisory.Affected).SelectMany(affected => ValueParser.Given(affected.Severity)))
        ?? Severity.OfName(advisory.DatabaseSpecific?.Severity);

    private static Severity? Scored(IEnumerable<AnswerSeverity> severities)
    {
        var given = severities.ToList();
        foreach (var type in NewestFirst)
        {
            double? worst = null;
            foreach (var severity in given)
            {
                if (severity.Type == type && CvssVector.TryScore(severity.Score) is { } score)
                {
                    worst = Math.Max(worst ?? 0, score);
                }
            }

            if (worst is { } found)
            {
                return Severity.OfScore(found);
            }
        }
        return null;
    }
}
