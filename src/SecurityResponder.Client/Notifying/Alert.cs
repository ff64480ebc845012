using SecurityResponder.Assessments;

namespace SecurityResponder.Client.Notifying;

/// <summary>An alert of a cluster. The rules in the chart's <c>files/rules.yaml</c> have the same names.</summary>
/// <param name="Name">The label <c>alertname</c>.</param>
/// <param name="Severity">The label <c>severity</c>: <c>critical</c> or <c>warning</c>.</param>
/// <param name="IsFiring">Whether it fires.</param>
internal sealed record Alert(string Name, string Severity, bool IsFiring)
{
    private const string Critical = "critical";
    private const string Warning = "warning";

    /// <summary>All alerts of a cluster, firing or not.</summary>
    public static IReadOnlyList<Alert> Of(Assessment assessment, Notification notification) =>
    [
        new("RKE2Exploited", Critical, notification.IsExploited),
        new("RKE2Vulnerable", Critical, notification.Counts.Critical > 0),
        new("RKE2Vulnerable", Warning, notification.Counts is { High: > 0, Critical: 0 }),
        new("RKE2VulnerabilitiesUnknown", Warning, !notification.IsVulnerable && (notification.HasUnrated || notification.HasUndecided)),
        new("RKE2OutOfSupport", Warning, notification.IsOutOfSupport),
        new("RKE2Withdrawn", Warning, assessment.IsWithdrawn),
        new("RKE2FeedStale", Warning, assessment.FeedAge.Freshness == FeedFreshness.Stale),
    ];
}
