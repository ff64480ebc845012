using System.Text.Json.Serialization;

namespace SecurityResponder.Protocol;

/// <summary>An entry in the OSV schema (<see href="https://ossf.github.io/osv-schema/"/>) with the keys that are used here.</summary>
public sealed class AnswerAdvisory
{
    /// <summary>E.g. <c>GO-2025-3774</c>.</summary>
    [JsonPropertyName("id")]
    public string? Id { get; set; }

    /// <summary>Other ids of the same vulnerability, e.g. <c>CVE-2025-4563</c>.</summary>
    [JsonPropertyName("aliases")]
    public IReadOnlyList<string?>? Aliases { get; set; }

    /// <summary>RFC 3339.</summary>
    [JsonPropertyName("published")]
    public string? Published { get; set; }

    /// <summary>RFC 3339.</summary>
    [JsonPropertyName("modified")]
    public string? Modified { get; set; }

    /// <summary>RFC 3339; null when the entry is valid.</summary>
    [JsonPropertyName("withdrawn")]
    public string? Withdrawn { get; set; }

    /// <summary>One line.</summary>
    [JsonPropertyName("summary")]
    public string? Summary { get; set; }

    /// <summary>Scores, one per CVSS version.</summary>
    [JsonPropertyName("severity")]
    public IReadOnlyList<AnswerSeverity?>? Severity { get; set; }

    /// <summary>The affected packages.</summary>
    [JsonPropertyName("affected")]
    public IReadOnlyList<AnswerAffected?>? Affected { get; set; }

    /// <summary>URLs with more information.</summary>
    [JsonPropertyName("references")]
    public IReadOnlyList<AnswerReference?>? References { get; set; }

    /// <summary>Additions to OSV.</summary>
    [JsonPropertyName("database_specific")]
    public AnswerDatabaseSpecific? DatabaseSpecific { get; set; }
}

/// <summary>A CVSS score.</summary>
public sealed class AnswerSeverity
{
    /// <summary><c>CVSS_V2</c>, <c>CVSS_V3</c> or <c>CVSS_V4</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; set; }

    /// <summary>The vector, e.g. <c>CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H</c>.</summary>
    [JsonPropertyName("score")]
    public string? Score { get; set; }
}

/// <summary>A URL with more information.</summary>
public sealed class AnswerReference
{
    /// <summary>E.g. <c>ADVISORY</c>, <c>FIX</c>, <c>WEB</c>.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; set; }

    /// <summary>The URL.</summary>
    [JsonPropertyName("url")]
    public string? Url { get; set; }
}

/// <summary>Our additions, and GitHub's severity name.</summary>
public sealed class AnswerDatabaseSpecific
{
    /// <summary>A named severity, e.g. <c>HIGH</c>.</summary>
    [JsonPropertyName("severity")]
    public string? Severity { get; set; }

    /// <summary>The affected operating systems of nodes, e.g. <c>windows</c>; null or empty for all.</summary>
    [JsonPropertyName("operating_systems")]
    public IReadOnlyList<string?>? OperatingSystems { get; set; }

    /// <summary>Who rated it, e.g. <c>CNA</c>.</summary>
    [JsonPropertyName("severity_source")]
    public string? SeveritySource { get; set; }

    /// <summary>Whether it is known to be exploited.</summary>
    [JsonPropertyName("exploited")]
    public bool? IsExploited { get; set; }

    /// <summary>Probability of exploitation within 30 days, 0 to 1 (EPSS).</summary>
    [JsonPropertyName("epss")]
    public double? Epss { get; set; }

    /// <summary>Conditions under which a cluster is affected; all of them must hold.</summary>
    [JsonPropertyName("conditions")]
    public IReadOnlyList<AnswerCondition?>? Conditions { get; set; }

    /// <summary>What must be done beside the upgrade.</summary>
    [JsonPropertyName("required_action")]
    public string? RequiredAction { get; set; }

    /// <summary>What helps until the upgrade.</summary>
    [JsonPropertyName("workaround")]
    public string? Workaround { get; set; }

    /// <summary>RKE2's statements about its builds.</summary>
    [JsonPropertyName("vex")]
    public IReadOnlyList<AnswerVex?>? Vex { get; set; }
}
