namespace SecurityResponder.Advisories;

/// <summary>FIRST's names for ranges of scores
/// (<see href="https://www.first.org/cvss/v4.0/specification-document#Qualitative-Severity-Rating-Scale"/>), mildest first.</summary>
public enum SeverityLevel
{
    /// <summary>Nobody has said. Ranks last, and is not "none".</summary>
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

/// <summary>What the levels are called.</summary>
public static class SeverityLevels
{
    /// <summary>Its name, e.g. <c>high</c>; <c>unrated</c> when nobody has said.</summary>
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

/// <summary>How bad a flaw is.</summary>
/// <param name="Level">By name.</param>
/// <param name="Score">CVSS base score, 0.0 to 10.0; null when only a name is known, or nothing.</param>
/// <remarks>Ordered by level, then score: a named "high" stands among the scores from 7.0 to 8.9, behind those that have one.</remarks>
public sealed record Severity(SeverityLevel Level, double? Score = null)
{
    /// <summary>Nobody has said.</summary>
    public static Severity Unknown { get; } = new(SeverityLevel.Unknown);

    /// <summary>Whether it is high or critical: what a recommendation must not leave open.</summary>
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

    /// <summary>Negative when this one is milder than the other, positive when worse.</summary>
    internal int CompareRank(Severity other) =>
        Level != other.Level ? Level.CompareTo(other.Level) : Nullable.Compare(Score, other.Score);
}
