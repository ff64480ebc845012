namespace SecurityResponder.Advisories;

/// <summary>FIRST's names for score ranges
/// (<see href="https://www.first.org/cvss/v4.0/specification-document#Qualitative-Severity-Rating-Scale"/>), least severe first.</summary>
public enum SeverityLevel
{
    /// <summary>Not rated. Ranks last; not the same as "none".</summary>
    Unknown,

    /// <summary>0.0.</summary>
    None,

    /// <summary>0.1 to 3.9.</summary>
    Low,

    /// <summary>4.0 to 6.9; GitHub calls it MODERATE.</summary>
    Medium,

    /// <summary>7.0 to 8.9.</summary>
    High,

    /// <summary>9.0 to 10.0.</summary>
    Critical,
}

/// <summary>Names of severity levels.</summary>
public static class SeverityLevels
{
    /// <summary>The name, e.g. <c>high</c>; <c>unrated</c> for <see cref="SeverityLevel.Unknown"/>.</summary>
    public static string Name(this SeverityLevel level) => level switch
    {
        SeverityLevel.Critical => "critical",
        SeverityLevel.High => "high",
        SeverityLevel.Medium => "medium",
        SeverityLevel.Low => "low",
        SeverityLevel.None => "none",
        _ => "unrated",
    };
}

/// <summary>The severity of a vulnerability.</summary>
/// <param name="Level">The level.</param>
/// <param name="Score">CVSS base score, 0.0 to 10.0; null when there is only a name, or nothing.</param>
/// <remarks>Ordered by level, then score: a "high" without a score comes after those with a score from 7.0 to 8.9.</remarks>
public sealed record Severity(SeverityLevel Level, double? Score = null)
{
    /// <summary>Not rated.</summary>
    public static Severity Unknown { get; } = new(SeverityLevel.Unknown);

    /// <summary>Whether it is high or critical: a recommended release should fix these.</summary>
    public bool IsUrgent => Level >= SeverityLevel.High;

    /// <summary>The severity of a base score.</summary>
    /// <param name="score">0.0 to 10.0.</param>
    public static Severity OfScore(double score) => new(score switch
    {
        >= 9.0 => SeverityLevel.Critical,
        >= 7.0 => SeverityLevel.High,
        >= 4.0 => SeverityLevel.Medium,
        > 0.0 => SeverityLevel.Low,
        _ => SeverityLevel.None,
    }, score);

    /// <summary>The severity of a name in any case, e.g. <c>HIGH</c> or GitHub's <c>MODERATE</c>; <see cref="Unknown"/> for any other text
    /// and for null.</summary>
    public static Severity OfName(string? name) => new(name?.ToLowerInvariant() switch
    {
        "critical" => SeverityLevel.Critical,
        "high" or "important" => SeverityLevel.High,
        "medium" or "moderate" => SeverityLevel.Medium,
        "low" => SeverityLevel.Low,
        "none" => SeverityLevel.None,
        _ => SeverityLevel.Unknown,
    });

    /// <summary>Negative when this one is less severe than the other, positive when it is more severe.</summary>
    internal int CompareRank(Severity other) =>
        Level != other.Level ? Level - other.Level : Nullable.Compare(Score, other.Score);
}
