using System.Text.Json;
using SecurityResponder.Advisories;
using SecurityResponder.Assessments;
using SecurityResponder.Client.Logging;
using SecurityResponder.Protocol;
using SecurityResponder.Releases;

namespace SecurityResponder.Client.Notifying;

/// <summary>The custom resource <c>SecurityReport</c>; its schema is the chart's <c>templates/crd.yaml</c>.</summary>
/// <param name="assessment">What it tells.</param>
/// <param name="announcement">What of it is announced by an event.</param>
/// <param name="announced">The key of the last announcement; null for none.</param>
internal sealed class SecurityReport(Assessment assessment, Announcement announcement, string? announced)
{
    public const string ApiVersion = "security.rke2.io/v1alpha1";
    public const string Kind = "SecurityReport";
    public const string Name = "cluster";
    public const string Path = "/apis/" + ApiVersion + "/securityreports/" + Name;

    // The object stays below 64 KiB whatever a feed holds; the schema says the same.
    private const int MaxAdvisories = 50;
    private const int LongestVersion = 128;
    private const int LongestText = 512;

    /// <summary>Equal for two reports that differ in nothing but times.</summary>
    public string Digest => Announcement.Digest(ToJson(null, "", "").Span);

    /// <summary>The report as a server-side apply wants it: everything that this program owns.</summary>
    /// <param name="stored">The report as it is; a condition that keeps its status keeps its time.</param>
    /// <param name="now">E.g. <c>2026-11-24T08:00:00Z</c>.</param>
    public ReadOnlyMemory<byte> ToJson(StoredObject stored, string now) => ToJson(stored, now, Digest);

    private ReadOnlyMemory<byte> ToJson(StoredObject? stored, string now, string digest) => JsonBytes.Of(json =>
    {
        json.WriteStartObject();
        json.WriteString("apiVersion", ApiVersion);
        json.WriteString("kind", Kind);
        json.WriteStartObject("metadata");
        json.WriteString("name", Name);
        json.WriteEndObject();
        json.WriteStartObject("status");
        Write(json);
        Times(json, stored, now, digest);
        json.WriteEndObject();
        json.WriteEndObject();
    });

    private void Write(Utf8JsonWriter json)
    {
        Text(json, "installedVersion", assessment.Installed, LongestVersion);
        json.WriteBoolean("listed", assessment.IsKnown);
        json.WriteStartObject("support");
        Text(json, "state", assessment.Support switch { Support.Supported => "Supported", Support.EndOfLife => "EndOfLife", _ => "Unknown" }, LongestText);
        Text(json, "endOfLife", assessment.Support switch
        {
            Support.Supported supported => supported.Until.ToString("yyyy-MM-dd"),
            Support.EndOfLife ended => ended.On.ToString("yyyy-MM-dd"),
            _ => null,
        }, LongestText);
        json.WriteEndObject();
        json.WriteNumber("published", assessment.Published);
        json.WriteNumber("concerning", assessment.Findings.Count);
        json.WriteNumber("undecided", assessment.Undecided);
        json.WriteStartObject("severities");
        for (var level = SeverityLevel.Critical; level >= SeverityLevel.Unknown; level--)
        {
            json.WriteNumber(level.Name(), assessment.Count(level));
        }

        json.WriteEndObject();
        Advisories(json);
        Text(json, "recommendedVersion", assessment.Recommended?.Release.Version.ToString(), LongestVersion);
        json.WriteStartObject("upgrades");
        Way(json, "patch", assessment.Patch);
        Way(json, "nextMinor", assessment.NextMinor);
        json.WriteEndObject();
        Text(json, "announced", announced, LongestText);
    }

    private void Advisories(Utf8JsonWriter json)
    {
        var shown = Math.Min(assessment.Findings.Count, MaxAdvisories);
        json.WriteStartArray("advisories");
        for (var i = 0; i < shown; i++)
        {
            var finding = assessment.Findings[i];
            json.WriteStartObject();
            Text(json, "id", finding.Advisory.Id, LongestText);
            Text(json, "severity", finding.Advisory.Severity.Level.Name(), LongestText);
            Text(json, "score", finding.Advisory.Severity.Score?.ToString("0.0"), LongestText);
            json.WriteStartArray("components");
            foreach (var component in finding.Components)
            {
                json.WriteStringValue(component.Name);
            }

            json.WriteEndArray();
            Text(json, "fixedIn", Summary.FixedIn(assessment, finding), LongestVersion);
            json.WriteBoolean("underInvestigation", finding.IsUnderInvestigation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("advisoriesOmitted", assessment.Findings.Count - shown);
    }

    private static void Way(Utf8JsonWriter json, string name, Upgrade? upgrade)
    {
        if (upgrade is not null)
        {
            json.WriteStartObject(name);
            Text(json, "version", upgrade.Release.Version.ToString(), LongestVersion);
            json.WriteNumber("fixes", upgrade.Fixes.Count);
            json.WriteNumber("remains", upgrade.Remains.Count);
            json.WriteNumber("brings", upgrade.Brings.Count);
            Text(json, "notes", upgrade.Release.NotesUrl is { Length: <= LongestText } notes ? notes : null, LongestText);
            json.WriteEndObject();
        }
    }

    private void Times(Utf8JsonWriter json, StoredObject? stored, string now, string digest)
    {
        json.WriteStartArray("conditions");
        foreach (var condition in Condition.Of(assessment, announcement))
        {
            json.WriteStartObject();
            json.WriteString("type", condition.Type);
            json.WriteString("status", condition.Status);
            json.WriteString("reason", condition.Reason);
            Text(json, "message", condition.Message, LongestText);
            json.WriteString("lastTransitionTime", stored?.Since(condition.Type, condition.Status) ?? now);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (stored is not null)
        {
            Text(json, "feedGenerated", assessment.FeedGeneratedAt is { } made ? Rfc3339.Of(made) : null, LongestText);
            json.WriteString("lastChecked", now);
            json.WriteString("digest", digest);
        }
    }

    private static void Text(Utf8JsonWriter json, string name, string? value, int longest)
    {
        if (value is not null)
        {
            json.WriteString(name, Printable.Of(value, longest - 1));
        }
    }
}
