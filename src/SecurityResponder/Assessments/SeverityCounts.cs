using SecurityResponder.Advisories;

namespace SecurityResponder.Assessments;

/// <summary>Numbers of advisories by severity. Unrated ones are always counted: a cluster with only unrated findings is not
/// healthy.</summary>
/// <param name="Exploited">Known exploited ones, which are counted by their severity, too.</param>
/// <param name="Critical">Critical ones.</param>
/// <param name="High">High ones.</param>
/// <param name="Medium">Medium ones.</param>
/// <param name="Low">Low ones, and those that are rated "none".</param>
/// <param name="Unrated">Unrated ones.</param>
public sealed record SeverityCounts(int Exploited, int Critical, int High, int Medium, int Low, int Unrated)
{
    /// <summary>All advisories.</summary>
    public int Total => Critical + High + Medium + Low + Unrated;

    /// <summary>Those that an upgrade should fix soon: exploited, critical or high.</summary>
    public bool HasUrgent => Exploited + Critical + High > 0;

    /// <summary>Counts advisories.</summary>
    public static SeverityCounts Of(IEnumerable<Advisory> advisories)
    {
        var (exploited, levels) = (0, new int[(int)SeverityLevel.Critical + 1]);
        foreach (var advisory in advisories)
        {
            exploited += advisory.IsExploited ? 1 : 0;
            levels[(int)advisory.Severity.Level]++;
        }

        return new SeverityCounts(
            exploited, levels[(int)SeverityLevel.Critical], levels[(int)SeverityLevel.High], levels[(int)SeverityLevel.Medium],
            levels[(int)SeverityLevel.Low] + levels[(int)SeverityLevel.None], levels[(int)SeverityLevel.Unknown]);
    }

    /// <summary>Counts the advisories of findings.</summary>
    public static SeverityCounts Of(IEnumerable<Finding> findings) => Of(findings.Select(finding => finding.Advisory));

    /// <summary>Negative when fewer advisories are exploited, then critical, then high; 0 when these numbers are equal.</summary>
    internal int CompareUrgency(SeverityCounts other) =>
        (Exploited, Critical, High).CompareTo((other.Exploited, other.Critical, other.High));
}
