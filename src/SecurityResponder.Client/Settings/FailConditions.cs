using SecurityResponder.Advisories;

namespace SecurityResponder.Client.Settings;

/// <summary>The conditions under which a run ends with exit code 3.</summary>
/// <param name="Severity">Findings of this severity or above; null to ignore severities.</param>
/// <param name="Exploited">Whether findings that are known to be exploited count.</param>
/// <param name="EndOfLife">Whether the end of support counts.</param>
internal sealed record FailConditions(SeverityLevel? Severity, bool Exploited, bool EndOfLife)
{
    private const string Expected = "critical, high, medium, low, exploited or eol, or several of them separated by commas";

    /// <summary>Parses the option, e.g. <c>high,eol</c>. Of several severities the lowest counts.</summary>
    /// <exception cref="FormatException">A word is none of them.</exception>
    public static FailConditions Parse(string value)
    {
        var conditions = new FailConditions(null, false, false);
        foreach (var word in value.Split(','))
        {
            conditions = word.Trim() switch
            {
                "critical" => conditions.From(SeverityLevel.Critical),
                "high" => conditions.From(SeverityLevel.High),
                "medium" => conditions.From(SeverityLevel.Medium),
                "low" => conditions.From(SeverityLevel.Low),
                "exploited" => conditions with { Exploited = true },
                "eol" => conditions with { EndOfLife = true },
                _ => throw new FormatException(Expected),
            };
        }

        return conditions;
    }

    private FailConditions From(SeverityLevel level) =>
        this with { Severity = Severity is { } other && other < level ? other : level };
}
