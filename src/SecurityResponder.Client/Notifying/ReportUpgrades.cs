using SecurityResponder.Assessments;

namespace SecurityResponder.Client.Notifying;

/// <summary>Writes the recommendation and the upgrades of the report.</summary>
internal static class ReportUpgrades
{
    private const int MaxSteps = 32;
    private const int MaxUrgentIds = 10;

    /// <summary>Writes both.</summary>
    public static void Write(StatusWriter status, Assessment assessment)
    {
        status.Object("recommendation", () => WriteRecommendation(status, assessment));
        status.Object("upgrades", () =>
        {
            WriteUpgrade(status, "patch", assessment.Patch);
            WriteUpgrade(status, "nextMinor", assessment.NextMinor);
            WriteUpgrade(status, "target", assessment.Recommended);
        });
    }

    private static void WriteRecommendation(StatusWriter status, Assessment assessment)
    {
        var recommendation = assessment.Recommendation;
        if (recommendation.Target is { } target)
        {
            status.Version("version", target.Release.Version);
            status.Texts("path", target.Path.Take(MaxSteps).Select(step => step.Version.ToString()), StatusWriter.MaxVersionLength);
            if (target.Path.Count > MaxSteps)
            {
                status.Number("pathOmitted", target.Path.Count - MaxSteps);
            }
        }

        status.Version("interim", recommendation.Interim?.Release.Version);
        if (recommendation.Nodes is { } nodes)
        {
            status.Object("nodeStep", () =>
            {
                status.Version("release", nodes.Release);
                status.Nodes("nodes", nodes.Count);
                status.Version("oldest", nodes.Oldest);
                status.Counts("fixes", SeverityCounts.Of(nodes.Fixes));
            });
        }

        status.Text("reasonCode", recommendation.Reason?.Code, StatusWriter.MaxNameLength);
        status.Text("reason", recommendation.Reason?.Text, StatusWriter.MaxTextLength);
        status.Boolean("inRancher", assessment.IsRancherManaged);
    }

    private static void WriteUpgrade(StatusWriter status, string name, Upgrade? upgrade)
    {
        if (upgrade is null)
        {
            return;
        }

        status.Object(name, () =>
        {
            status.Version("version", upgrade.Release.Version);
            status.Text("endOfLife", SupportText.LastDay(upgrade.Support), StatusWriter.MaxNameLength);
            status.Boolean("endsSoon", upgrade.EndsSoon);
            status.Counts("fixes", SeverityCounts.Of(upgrade.Fixes));
            status.Counts("remains", SeverityCounts.Of(upgrade.Remains));
            status.Counts("brings", SeverityCounts.Of(upgrade.Brings));
            status.Texts(
                "bringsUrgent",
                upgrade.Brings.Where(finding => Notification.IsUrgent(finding.Advisory)).Take(MaxUrgentIds)
                    .Select(finding => finding.Advisory.Id),
                StatusWriter.MaxVersionLength);
            status.Number("undecided", upgrade.Undecided.Count);
            status.Url("notes", upgrade.Release.NotesUrl, StatusWriter.MaxTextLength);
        });
    }
}
