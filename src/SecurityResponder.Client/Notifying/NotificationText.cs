using System.Text;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Notifying;

/// <summary>The texts of conditions, events and alerts. They contain no numbers of nodes and no ages, which change without a new
/// finding.</summary>
internal static class NotificationText
{
    // The API server limits the note of an event to 1,024 bytes (events.k8s.io/v1).
    private const int MaxIds = 10;
    private const int MaxNoteLength = 900;
    private const int MaxVersionLength = 64;
    private const int MaxIdLength = 40;

    /// <summary>The findings and the undecided CVEs in numbers.</summary>
    public static string Counted(Assessment assessment)
    {
        var text = new StringBuilder(assessment.Findings.Count switch
        {
            0 => "no CVE is known to concern this cluster",
            1 => "1 CVE concerns this cluster",
            var all => $"{all} CVEs concern this cluster",
        });
        AppendSeverities(text, assessment);
        if (assessment.Undecided.Count > 0)
        {
            text.Append("; ").Append(Cves(assessment.Undecided.Count)).Append(" cannot be decided");
        }

        return text.Append(assessment.IsKnown ? "" : "; the feed does not list this version")
            .Append(assessment.NotCovered.Count > 0 ? "; the answer does not cover every component" : "").ToString();
    }

    /// <summary>The text of an event or alert.</summary>
    public static string Note(Assessment assessment, Notification notification)
    {
        var text = new StringBuilder().Append(SafeText.Line(assessment.Installed, MaxVersionLength)).Append(": ")
            .Append(Counted(assessment));
        AppendIds(text, Named(assessment, notification));
        text.Append("; ").Append(SupportText.Of(assessment.Support)).Append('.')
            .Append(assessment.IsWithdrawn ? " RKE2 withdrew this release." : "");
        AppendRecommendation(text, assessment.Recommendation);
        return SafeText.Line(text.ToString(), MaxNoteLength);
    }

    /// <summary>The path as text, e.g. <c>v1.34.9+rke2r1, then v1.35.7+rke2r1</c>; empty without a recommendation.</summary>
    public static string Path(Recommendation recommendation) => recommendation.Target is { } target
        ? string.Join(", then ", Steps(target).Select(step => SafeText.Line(step, MaxVersionLength)))
        : "";

    private static IEnumerable<string> Steps(Upgrade target) =>
        (target.Path.Count > 0 ? target.Path : [target.Release]).Select(release => release.Version.ToString());

    private static void AppendSeverities(StringBuilder text, Assessment assessment)
    {
        if (assessment.Counts.Exploited is var exploited and > 0)
        {
            text.Append(", ").Append(exploited).Append(" known to be exploited");
        }

        var separator = ": ";
        for (var level = SeverityLevel.Critical; level >= SeverityLevel.Unknown; level--)
        {
            if (assessment.Count(level) is var count and > 0)
            {
                text.Append(separator).Append(count).Append(' ').Append(level.Name());
                separator = ", ";
            }
        }
    }

    // The CVEs that are the reason of the notification.
    private static IReadOnlyList<Advisory> Named(Assessment assessment, Notification notification) =>
        notification.IsVulnerable ? [.. notification.Urgent.Select(finding => finding.Advisory)]
        : notification.HasUnrated
            ? [.. assessment.Findings.Select(finding => finding.Advisory).Where(one => one.Severity.Level == SeverityLevel.Unknown)]
        : [.. assessment.Undecided.Select(undecided => undecided.Advisory)];

    private static void AppendIds(StringBuilder text, IReadOnlyList<Advisory> named)
    {
        for (var i = 0; i < named.Count && i < MaxIds; i++)
        {
            text.Append(i == 0 ? " (" : ", ").Append(SafeText.Line(named[i].Id, MaxIdLength));
        }

        text.Append(named.Count > MaxIds ? $" and {named.Count - MaxIds} more)" : named.Count > 0 ? ")" : "");
    }

    private static void AppendRecommendation(StringBuilder text, Recommendation recommendation)
    {
        if (recommendation.Nodes is { } nodes)
        {
            text.Append(" First upgrade the nodes on older releases to ").Append(SafeText.Line(nodes.Release, MaxVersionLength))
                .Append('.');
        }

        if (recommendation.Target is not null)
        {
            text.Append(" Recommended: ").Append(Path(recommendation)).Append('.');
        }

        if (recommendation.Reason is { } reason)
        {
            text.Append(' ').Append(SafeText.Line(reason.Text)).Append('.');
        }
    }

    private static string Cves(int count) => count == 1 ? "1 CVE" : $"{count} CVEs";
}
