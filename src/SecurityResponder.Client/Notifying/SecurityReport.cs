using System.Text.Json;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Client.Kubernetes;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;
using SecurityResponder.Text;

namespace SecurityResponder.Client.Notifying;

/// <summary>Writes the custom resource <c>SecurityReport</c>; its schema is <c>templates/crd.yaml</c> of the chart.</summary>
/// <param name="assessment">The result of the run.</param>
/// <param name="notification">The notification of the run.</param>
/// <param name="announced">The key of the last event; null for none.</param>
internal sealed class SecurityReport(Assessment assessment, Notification notification, string? announced)
{
    // These limits keep the object below 64 KiB; the schema has the same limits.
    private const int MaxAdvisories = 50;
    private const int MaxVersionLength = 128;
    private const int MaxTextLength = 512;

    /// <summary>A hash of the report without its times.</summary>
    public string Digest => Notification.Digest(ToJson(null, "", "").Span);

    /// <summary>Returns the body of a server-side apply: all fields that this program owns.</summary>
    /// <param name="stored">The stored report. A condition with the same status keeps its transition time.</param>
    /// <param name="now">E.g. <c>2026-11-24T08:00:00Z</c>.</param>
    public ReadOnlyMemory<byte> ToJson(StoredObject stored, string now) => ToJson(stored, now, Digest);

    private ReadOnlyMemory<byte> ToJson(StoredObject? stored, string now, string digest) => JsonBytes.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("apiVersion", SecurityReportStore.ApiVersion);
        json.WriteString("kind", SecurityReportStore.Kind);
        json.WriteStartObject("metadata");
        json.WriteString("name", SecurityReportStore.Name);
        json.WriteEndObject();
        json.WriteStartObject("status");
        WriteAssessment(json);
        WriteConditions(json, stored, now, digest);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private void WriteAssessment(Utf8JsonWriter json)
    {
        Text(json, "installedVersion", assessment.Installed, MaxVersionLength);
        json.WriteBoolean("listed", assessment.IsKnown);
        json.WriteStartObject("support");
        var (state, endOfLife) = assessment.Support switch
        {
            Support.Supported supported => ("Supported", supported.Until.ToString("yyyy-MM-dd")),
            Support.EndOfLife ended => ("EndOfLife", ended.On.ToString("yyyy-MM-dd")),
            _ => ("Unknown", null),
        };
        Text(json, "state", state, MaxTextLength);
        Text(json, "endOfLife", endOfLife, MaxTextLength);
        json.WriteEndObject();
        json.WriteNumber("published", assessment.Published);
        json.WriteNumber("concerning", assessment.Findings.Count);
        json.WriteNumber("undecided", assessment.Undecided.Count);
        json.WriteStartObject("severities");
        for (var level = SeverityLevel.Critical; level >= SeverityLevel.Unknown; level--)
        {
            json.WriteNumber(level.Name(), assessment.Count(level));
        }

        json.WriteEndObject();
        WriteAdvisories(json);
        Text(json, "recommendedVersion", assessment.Recommended?.Release.Version.ToString(), MaxVersionLength);
        json.WriteStartObject("upgrades");
        WriteUpgrade(json, "patch", assessment.Patch);
        WriteUpgrade(json, "nextMinor", assessment.NextMinor);
        json.WriteEndObject();
        Text(json, "announced", announced, MaxTextLength);
    }

    private void WriteAdvisories(Utf8JsonWriter json)
    {
        var shown = Math.Min(assessment.Findings.Count, MaxAdvisories);
        json.WriteStartArray("advisories");
        for (var i = 0; i < shown; i++)
        {
            var finding = assessment.Findings[i];
            json.WriteStartObject();
            Text(json, "id", finding.Advisory.Id, MaxTextLength);
            Text(json, "severity", finding.Advisory.Severity.Level.Name(), MaxTextLength);
            Text(json, "score", finding.Advisory.Severity.Score?.ToString("0.0"), MaxTextLength);
            json.WriteStartArray("components");
            foreach (var component in finding.Components)
            {
                json.WriteStringValue(component.Name);
            }

            json.WriteEndArray();
            Text(json, "fixedIn", finding.FixedIn?.Version.ToString(), MaxVersionLength);
            json.WriteBoolean("underInvestigation", finding.IsUnderInvestigation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("advisoriesOmitted", assessment.Findings.Count - shown);
    }

    private static void WriteUpgrade(Utf8JsonWriter json, string name, Upgrade? upgrade)
    {
        if (upgrade is not null)
        {
            json.WriteStartObject(name);
            Text(json, "version", upgrade.Release.Version.ToString(), MaxVersionLength);
            json.WriteNumber("fixes", upgrade.Fixes.Count);
            json.WriteNumber("remains", upgrade.Remains.Count);
            json.WriteNumber("brings", upgrade.Brings.Count);
            Text(json, "notes", upgrade.Release.NotesUrl is { Length: <= MaxTextLength } notes ? notes : null, MaxTextLength);
            json.WriteEndObject();
        }
    }

    private void WriteConditions(Utf8JsonWriter json, StoredObject? stored, string now, string digest)
    {
        json.WriteStartArray("conditions");
        foreach (var condition in Condition.Of(assessment, notification))
        {
            json.WriteStartObject();
            json.WriteString("type", condition.Type);
            json.WriteString("status", condition.Status);
            json.WriteString("reason", condition.Reason);
            Text(json, "message", condition.Message, MaxTextLength);
            json.WriteString("lastTransitionTime", stored?.Since(condition.Type, condition.Status) ?? now);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (stored is not null)
        {
            Text(json, "feedGenerated", assessment.FeedGeneratedAt is { } generated ? Rfc3339.Of(generated) : null, MaxTextLength);
            json.WriteString("lastChecked", now);
            json.WriteString("digest", digest);
        }
    }

    private static void Text(Utf8JsonWriter json, string name, string? value, int maxLength)
    {
        if (value is not null)
        {
            json.WriteString(name, SafeText.Line(value, maxLength - 1));
        }
    }
}
