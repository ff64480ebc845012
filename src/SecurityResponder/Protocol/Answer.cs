using System.Text.Json;
using System.Text.Json.Serialization;

namespace SecurityResponder.Protocol;

/// <summary>The document that a responder answers with and that a feed file contains: Longhorn's answer with additions.</summary>
/// <remarks>
/// Everything may be missing or null, and lists may contain nulls; <see cref="Feeds.Feed.FromAnswer"/> interprets it. The public
/// service sends only <c>versions</c> and <c>requestIntervalInMinutes</c>.
/// </remarks>
public sealed class Answer
{
    /// <summary>Version of this format, <c>1.1</c>; null from Longhorn's server.</summary>
    [JsonPropertyName("schemaVersion")]
    public string? SchemaVersion { get; set; }

    /// <summary>When the feed was generated, RFC 3339, e.g. <c>2026-11-24T06:00:00Z</c>.</summary>
    [JsonPropertyName("generated")]
    public string? Generated { get; set; }

    /// <summary>The releases, in any order. Required.</summary>
    [JsonPropertyName("versions")]
    public IReadOnlyList<AnswerVersion?>? Versions { get; set; }

    /// <summary>Advisories in the OSV schema; null when the responder has only <c>extraInfo.cves</c>.</summary>
    [JsonPropertyName("advisories")]
    public IReadOnlyList<AnswerAdvisory?>? Advisories { get; set; }

    /// <summary>The end of support of each Kubernetes minor.</summary>
    [JsonPropertyName("support")]
    public IReadOnlyList<AnswerSupport?>? Support { get; set; }

    /// <summary>For which versions of each component the advisories are complete; null in a feed, which is complete for all.</summary>
    [JsonPropertyName("covers")]
    public IReadOnlyList<AnswerCover?>? Covers { get; set; }

    /// <summary>The documents that the feed was made from; null in an answer.</summary>
    [JsonPropertyName("sources")]
    public IReadOnlyList<AnswerSource?>? Sources { get; set; }

    /// <summary>Interval between two requests of a client, in minutes, e.g. <c>480</c>.</summary>
    [JsonPropertyName("requestIntervalInMinutes")]
    public int? RequestIntervalInMinutes { get; set; }
}

/// <summary>A release. Deployed clients decode the first five keys, which Longhorn's server always writes: they are never
/// omitted.</summary>
public sealed class AnswerVersion
{
    /// <summary>E.g. <c>v1.35.7+rke2r1</c>.</summary>
    [JsonPropertyName("name"), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Name { get; set; }

    /// <summary>RFC 3339, or a date without a time.</summary>
    [JsonPropertyName("releaseDate"), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ReleaseDate { get; set; }

    /// <summary>The oldest version that can upgrade to this one directly; empty for any.</summary>
    [JsonPropertyName("minUpgradableVersion"), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? MinUpgradableVersion { get; set; }

    /// <summary>E.g. <c>latest</c>.</summary>
    [JsonPropertyName("tags"), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<string?>? Tags { get; set; }

    /// <summary>CVEs and release notes; null without both.</summary>
    [JsonPropertyName("extraInfo"), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public AnswerExtraInfo? ExtraInfo { get; set; }

    /// <summary>Version of each component, e.g. <c>etcd</c> → <c>v3.6.7-k3s1</c>; null from Longhorn's server.</summary>
    [JsonPropertyName("components")]
    public IReadOnlyDictionary<string, string?>? Components { get; set; }

    /// <summary>The Go version that built it, e.g. <c>1.25.11</c>.</summary>
    [JsonPropertyName("go")]
    public string? Go { get; set; }

    /// <summary>Whether RKE2 withdrew it.</summary>
    [JsonPropertyName("withdrawn")]
    public bool? IsWithdrawn { get; set; }

    /// <summary>Whether only RKE2 Prime customers can take it.</summary>
    [JsonPropertyName("prime")]
    public bool? IsPrime { get; set; }
}

/// <summary>Additional data about a release.</summary>
public sealed class AnswerExtraInfo
{
    /// <summary>Ids of the CVEs that affect this release, separated by commas.</summary>
    [JsonPropertyName("cves")]
    public string? Cves { get; set; }

    /// <summary>URL of the release notes.</summary>
    [JsonPropertyName("releaseNotesURL")]
    public string? ReleaseNotesUrl { get; set; }

    /// <summary>Other keys of a <c>response-config</c>, written after the two above; null for none. Not read by
    /// <see cref="AnswerReader"/>.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>The end of support of a minor.</summary>
public sealed class AnswerSupport
{
    /// <summary>E.g. <c>1.35</c>.</summary>
    [JsonPropertyName("minor")]
    public string? Minor { get; set; }

    /// <summary>The last day of support, e.g. <c>2027-02-28</c>.</summary>
    [JsonPropertyName("endOfLife")]
    public string? EndOfLife { get; set; }
}
