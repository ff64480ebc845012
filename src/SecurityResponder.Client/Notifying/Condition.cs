using SecurityResponder.Assessments;
using SecurityResponder.Releases;

namespace SecurityResponder.Client.Notifying;

/// <summary>
/// A condition of the report, following Kubernetes' API conventions ("typical status properties" in
/// <see href="https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md"/>).
/// </summary>
internal sealed class Condition(string type, bool? isTrue, string reason, string message)
{
    private const string NotListed = "the feed does not list this version";

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
    [
        Supported(assessment.Support),
        UpToDate(assessment),
        Vulnerable(assessment, notification),
        Known(assessment),
        FeedFresh(assessment),
    ];

    private static Condition Supported(Support support)
    {
        var message = SupportText.Of(support);
        return support switch
        {
            Support.Supported => new("Supported", true, "Supported", message),
            Support.EndOfLife => new("Supported", false, "EndOfLife", message),
            _ => new("Supported", null, "NotInFeed", message),
        };
    }

    private static Condition UpToDate(Assessment assessment)
    {
        const string type = "UpToDate";
        var recommendation = assessment.Recommendation;
        return (recommendation, assessment) switch
        {
            (_, { IsWithdrawn: true }) => new(type, false, "Withdrawn", $"RKE2 withdrew this release; {Advice(recommendation)}"),
            ({ Nodes.Release: var release }, _) => new(type, false, "NodesBehind", $"some nodes run older releases than {release}"),
            ({ Target: not null }, _) => new(type, false, "UpgradeRecommended", Advice(recommendation)),
            (_, { IsRke2: false }) => new(type, null, "NotRke2", Advice(recommendation)),
            (_, { IsKnown: false }) => new(type, null, "ReleaseNotInFeed", NotListed),
            ({ Reason: { } reason }, { Support: Support.EndOfLife }) => new(type, false, reason.Code, reason.Text),
            ({ Reason: { } reason }, _) => new(type, true, reason.Code, reason.Text),
            _ => new(type, true, "NothingToGain", Advice(recommendation)),
        };
    }

    // An unrated or undecided CVE can be urgent, so without urgent ones the state is unknown.
    private static Condition Vulnerable(Assessment assessment, Notification notification)
    {
        const string type = "Vulnerable";
        var message = notification.Counted;
        return notification.IsExploited ? new(type, true, "ExploitedVulnerabilities", message)
            : notification.IsVulnerable ? new(type, true, "UrgentVulnerabilities", message)
            : notification.HasUnrated ? new(type, null, "UnratedVulnerabilities", message)
            : !assessment.IsKnown ? new(type, null, "ReleaseNotInFeed", message)
            : assessment.Undecided.Count > 0 ? new(type, null, "Undecided", message)
            : assessment.NotCovered.Count > 0 ? new(type, null, "NotCovered", message)
            : new(type, false, "NoUrgentVulnerabilities", message);
    }

    private static Condition Known(Assessment assessment)
    {
        const string type = "VulnerabilitiesKnown";
        return !assessment.IsKnown ? new(type, false, "ReleaseNotInFeed", NotListed)
            : assessment.Undecided.Count > 0
                ? new(type, false, "Undecided", $"{assessment.Undecided.Count} published CVEs cannot be decided")
            : assessment.NotCovered.Count > 0
                ? new(type, false, "NotCovered", $"the answer is not complete for {assessment.NotCovered.Count} components")
            : new(type, true, "Decided", "every published CVE is decided");
    }

    // Without the date and the age of the feed: they change without a change of the condition.
    private static Condition FeedFresh(Assessment assessment)
    {
        const string type = "FeedFresh";
        return assessment switch
        {
            { FeedAge.Freshness: FeedFreshness.Fresh } => new(type, true, "Fresh", "the feed is recent"),
            { FeedAge.Freshness: FeedFreshness.Stale } =>
                new(type, false, "Stale", "the feed is too old: newer CVEs and releases are missing"),
            { FeedGeneratedAt: null } => new(type, null, "NoDate", "the feed has no date: newer CVEs and releases may be missing"),
            _ => new(type, null, "DateInFuture", "the feed is dated in the future: check the clock and where the feed comes from"),
        };
    }

    private static string Advice(Recommendation recommendation) =>
        recommendation.Target is not null ? $"recommended: {NotificationText.Path(recommendation)}"
        : recommendation.Reason is { } reason ? reason.Text
        : "no upgrade is recommended";
}
