using SecurityResponder.Assessments;
using SecurityResponder.Releases;

namespace SecurityResponder.Client.Notifying;

/// <summary>One condition of the report, by the Kubernetes API conventions
/// (<see href="https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md#typical-status-properties"/>).</summary>
internal sealed class Condition(string type, bool? isTrue, string reason, string message)
{
    /// <summary>E.g. <c>Supported</c>.</summary>
    public string Type => type;

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string Status => isTrue switch { true => "True", false => "False", null => "Unknown" };

    /// <summary>Why, in one word for machines.</summary>
    public string Reason => reason;

    /// <summary>Why, for people.</summary>
    public string Message => message;

    /// <summary>The conditions of a cluster.</summary>
    public static IReadOnlyList<Condition> Of(Assessment assessment, Announcement announcement) =>
        [Supported(assessment.Support), UpToDate(assessment), Vulnerable(assessment, announcement), Known(assessment)];

    private static Condition Supported(Support support)
    {
        var words = Summary.Words(support);
        return support switch
        {
            Support.Supported => new("Supported", true, "Supported", words),
            Support.EndOfLife => new("Supported", false, "EndOfLife", words),
            _ => new("Supported", null, "NotInFeed", words),
        };
    }

    private static Condition UpToDate(Assessment assessment) =>
        assessment.Recommended is { } upgrade ? new("UpToDate", false, "UpgradeRecommended", $"{upgrade.Release.Version} is recommended")
        : assessment.IsKnown ? new("UpToDate", true, "NothingToGain", "no upgrade is recommended")
        : new("UpToDate", null, "ReleaseNotInFeed", "the feed does not list this version");

    private static Condition Vulnerable(Assessment assessment, Announcement announcement) =>
        announcement.Urgent > 0 ? new("Vulnerable", true, "UrgentVulnerabilities", announcement.Counted)
        : new("Vulnerable", assessment.IsKnown ? false : null, assessment.IsKnown ? "NoUrgentVulnerabilities" : "ReleaseNotInFeed", announcement.Counted);

    private static Condition Known(Assessment assessment) =>
        !assessment.IsKnown ? new("VulnerabilitiesKnown", false, "ReleaseNotInFeed", "the feed does not list this version")
        : assessment.Undecided > 0 ? new("VulnerabilitiesKnown", false, "Undecided", $"{assessment.Undecided} published CVEs cannot be decided")
        : new("VulnerabilitiesKnown", true, "Decided", "every published CVE is decided");
}
