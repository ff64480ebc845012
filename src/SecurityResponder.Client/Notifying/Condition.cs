using SecurityResponder.Assessments;
using SecurityResponder.Client.Printing;
using SecurityResponder.Releases;

namespace SecurityResponder.Client.Notifying;

/// <summary>
/// A condition of the report, following Kubernetes' API conventions ("typical status properties" in
/// <see href="https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md"/>).
/// </summary>
internal sealed class Condition(string type, bool? isTrue, string reason, string message)
{
    /// <summary>E.g. <c>Supported</c>.</summary>
    public string Type => type;

    /// <summary><c>True</c>, <c>False</c> or <c>Unknown</c>.</summary>
    public string Status => isTrue switch { true => "True", false => "False", null => "Unknown" };

    /// <summary>The cause as one word, for programs.</summary>
    public string Reason => reason;

    /// <summary>The cause as text, for people.</summary>
    public string Message => message;

    /// <summary>Returns the conditions of a cluster.</summary>
    public static IReadOnlyList<Condition> Of(Assessment assessment, Notification notification) =>
        [Supported(assessment.Support), UpToDate(assessment), Vulnerable(assessment, notification), Known(assessment)];

    private static Condition Supported(Support support)
    {
        var message = Wording.Describe(support);
        return support switch
        {
            Support.Supported => new("Supported", true, "Supported", message),
            Support.EndOfLife => new("Supported", false, "EndOfLife", message),
            _ => new("Supported", null, "NotInFeed", message),
        };
    }

    private static Condition UpToDate(Assessment assessment) =>
        assessment.Recommended is { Release.Version: var version }
            ? new("UpToDate", false, "UpgradeRecommended", $"{version} is recommended")
        : assessment.IsKnown ? new("UpToDate", true, "NothingToGain", "no upgrade is recommended")
        : new("UpToDate", null, "ReleaseNotInFeed", "the feed does not list this version");

    private static Condition Vulnerable(Assessment assessment, Notification notification) =>
        notification.Urgent > 0 ? new("Vulnerable", true, "UrgentVulnerabilities", notification.Counted)
        : assessment.IsKnown ? new("Vulnerable", false, "NoUrgentVulnerabilities", notification.Counted)
        : new("Vulnerable", null, "ReleaseNotInFeed", notification.Counted);

    private static Condition Known(Assessment assessment) =>
        !assessment.IsKnown ? new("VulnerabilitiesKnown", false, "ReleaseNotInFeed", "the feed does not list this version")
        : assessment.Undecided.Count > 0
            ? new("VulnerabilitiesKnown", false, "Undecided", $"{assessment.Undecided.Count} published CVEs cannot be decided")
        : new("VulnerabilitiesKnown", true, "Decided", "every published CVE is decided");
}
