using System.Security.Cryptography;
using System.Text;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Releases;

namespace SecurityResponder.Client.Notifying;

/// <summary>The part of an assessment that conditions, events and alerts depend on.</summary>
/// <param name="assessment">The result of the run.</param>
internal sealed class Notification(Assessment assessment)
{
    /// <summary>The findings that are known to be exploited, or of critical or high severity, worst first.</summary>
    public IReadOnlyList<Finding> Urgent { get; } = [.. assessment.Findings.Where(finding => IsUrgent(finding.Advisory))];

    /// <summary>The findings by severity.</summary>
    public SeverityCounts Counts { get; } = assessment.Counts;

    /// <summary>Whether a finding is known to be exploited.</summary>
    public bool IsExploited => Counts.Exploited > 0;

    /// <summary>Whether there are urgent findings.</summary>
    public bool IsVulnerable => Urgent.Count > 0;

    /// <summary>Whether a finding has no severity.</summary>
    public bool HasUnrated => Counts.Unrated > 0;

    /// <summary>Whether further CVEs may affect the cluster: a fact is missing, or the feed or the answer is not complete.</summary>
    public bool HasUndecided => !assessment.IsKnown || assessment.Undecided.Count > 0 || assessment.NotCovered.Count > 0;

    /// <summary>Whether the installed version is out of support.</summary>
    public bool IsOutOfSupport => assessment.Support is Support.EndOfLife;

    /// <summary>Whether the notification is a warning.</summary>
    public bool IsWarning => IsVulnerable || IsOutOfSupport || assessment.IsWithdrawn || HasUnrated || HasUndecided;

    /// <summary>The reason of the event, for filters: the worst one that applies.</summary>
    public string Reason =>
        IsExploited ? "Exploited"
        : IsVulnerable ? "Vulnerable"
        : IsOutOfSupport ? "OutOfSupport"
        : assessment.IsWithdrawn ? "Withdrawn"
        : HasUnrated ? "Unrated"
        : HasUndecided ? "Undecided"
        : "Clean";

    /// <summary>E.g. <c>4 CVEs concern this cluster: 1 critical, 2 high, 1 unrated</c>.</summary>
    public string Counted => NotificationText.Counted(assessment);

    /// <summary>The text of the notification, short enough for an event.</summary>
    public string Note => NotificationText.Note(assessment, this);

    /// <summary>The installed version, and whether it is out of support or withdrawn. In another state, all findings are new.</summary>
    public string State => $"{assessment.Installed}\n{IsOutOfSupport}\n{assessment.IsWithdrawn}";

    /// <summary>The findings of the notification, worst first: the urgent and the unrated CVEs, and the undecided CVEs that would be
    /// urgent. Other CVEs, a newer recommendation and the numbers of nodes are not part of it.</summary>
    public IReadOnlyList<string> Findings =>
    [
        .. assessment.Findings.Select(finding => finding.Advisory).Where(IsNotable).Select(advisory => Rank(advisory) + advisory.Id),
        .. assessment.Undecided.Select(undecided => undecided.Advisory).Where(IsUrgent)
            .Select(advisory => "undecided " + Rank(advisory) + advisory.Id),
        .. Reason == "Undecided" ? (string[])["undecided"] : [],
    ];

    /// <summary>Identifies the notification, as 16 hexadecimal digits: a hash of its state and its findings.</summary>
    public string Key =>
        Digest(Encoding.UTF8.GetBytes(string.Join('\n', Findings.Order(StringComparer.Ordinal).Prepend(Reason).Prepend(State))));

    /// <summary>Whether an advisory is known to be exploited, or of critical or high severity.</summary>
    public static bool IsUrgent(Advisory advisory) => advisory.IsExploited || advisory.Severity.IsUrgent;

    /// <summary>The first 8 bytes of the SHA-256 as hexadecimal digits, which is enough to detect changes.</summary>
    public static string Digest(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 8));

    // An unrated CVE can be urgent.
    private static bool IsNotable(Advisory advisory) => IsUrgent(advisory) || advisory.Severity.Level == SeverityLevel.Unknown;

    // A CVE that is found to be exploited, or gets a high severity, is a new finding. A change from high to critical is not.
    private static string Rank(Advisory advisory) =>
        advisory.IsExploited ? "exploited " : advisory.Severity.IsUrgent ? "urgent " : "unrated ";
}
