using System.Text.Json;
using SecurityResponder.Assessments;
using SecurityResponder.Client.Kubernetes;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Client.Notifying;

/// <summary>Writes the custom resource <c>SecurityReport</c>; its schema is <c>files/securityreports.yaml</c> of the chart.</summary>
/// <param name="assessment">The result of the run.</param>
/// <param name="notification">The notification of the run.</param>
/// <param name="announced">The findings that events announced; null for none.</param>
internal sealed class SecurityReport(Assessment assessment, Notification notification, string? announced)
{
    /// <summary>A hash of the report without its times, ages and numbers of nodes.</summary>
    public string Digest => Notification.Digest(ToJson(null, "", "").Span);

    /// <summary>Returns the body of a server-side apply: all fields that this program owns.</summary>
    /// <param name="stored">The stored report. A condition with the same status keeps its transition time.</param>
    /// <param name="now">E.g. <c>2026-11-24T08:00:00Z</c>.</param>
    public ReadOnlyMemory<byte> ToJson(StoredObject stored, string now) => ToJson(stored, now, Digest);

    // Without a stored report it is the form that is hashed.
    private ReadOnlyMemory<byte> ToJson(StoredObject? stored, string now, string digest) => JsonBytes.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("apiVersion", SecurityReportStore.ApiVersion);
        json.WriteString("kind", SecurityReportStore.Kind);
        json.WriteStartObject("metadata");
        json.WriteString("name", SecurityReportStore.Name);
        json.WriteEndObject();
        json.WriteStartObject("status");
        var status = new StatusWriter(json, isForDigest: stored is null);
        WriteInstalled(status);
        ReportFindings.Write(status, assessment);
        ReportInstallation.Write(status, assessment);
        ReportUpgrades.Write(status, assessment);
        status.Text("feedFreshness", assessment.FeedAge.Freshness.ToString(), StatusWriter.MaxNameLength);
        status.Text("announced", announced, AnnouncedFindings.MaxLength);
        WriteConditions(json, status, stored, now);
        if (stored is not null)
        {
            WriteTimes(status, now, digest);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });

    private void WriteInstalled(StatusWriter status)
    {
        status.Version("installedVersion", assessment.Installed);
        status.Boolean("listed", assessment.IsKnown);
        status.Boolean("withdrawn", assessment.IsWithdrawn);
        status.Object("support", () =>
        {
            var state = assessment.Support switch
            {
                Support.Supported => "Supported",
                Support.EndOfLife => "EndOfLife",
                _ => "Unknown",
            };
            status.Text("state", state, StatusWriter.MaxNameLength);
            status.Text("endOfLife", SupportText.LastDay(assessment.Support), StatusWriter.MaxNameLength);
        });
    }

    private void WriteConditions(Utf8JsonWriter json, StatusWriter status, StoredObject? stored, string now)
    {
        json.WriteStartArray("conditions");
        foreach (var condition in Condition.Of(assessment, notification))
        {
            json.WriteStartObject();
            json.WriteString("type", condition.Type);
            json.WriteString("status", condition.Status);
            json.WriteString("reason", condition.Reason);
            status.Text("message", condition.Message, StatusWriter.MaxTextLength);
            json.WriteString("lastTransitionTime", stored?.Since(condition.Type, condition.Status) ?? now);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteTimes(StatusWriter status, string now, string digest)
    {
        if (assessment.OldestFixDays is { } days)
        {
            status.Number("oldestFixDays", days);
        }

        status.Text("feedGenerated", assessment.FeedGeneratedAt is { } at ? Rfc3339.Of(at) : null, StatusWriter.MaxNameLength);
        status.Text("lastChecked", now, StatusWriter.MaxNameLength);
        status.Text("digest", digest, StatusWriter.MaxNameLength);
    }
}
