using System.Text.Json;
using System.Text.Json.Serialization;

namespace SecurityResponder.Protocol;

/// <summary>What a responder answers, and what a feed file holds: one document, Longhorn's answer and more.</summary>
/// <remarks>
/// Everything may be missing or null, lists may hold nulls: this is the wire, <see cref="Feeds.Feed.FromAnswer"/> makes sense of it.
/// The public service sends <c>versions</c> and <c>requestIntervalInMinutes</c> alone.
/// </remarks>
public sealed class Answer
{
    /// <summary>Version of this shape, <c>1.0</c>; null from Longhorn's server.</summary>
    [JsonPropertyName("schemaVersion")]
    public string? SchemaVersion { get; set; }

    /// <summary>When the feed was made, RFC 3339, e.g. <c>2026-11-24T06:00:00Z</c>.</summary>
    [JsonPropertyName("generated")]
    public string? Generated { get; set; }

    /// <summary>The releases, in any order. An answer without this list is not an answer.</summary>
    [JsonPropertyName("versions")]
    public IReadOnlyList<AnswerVersion?>? Versions { get; set; }

    /// <summary>Advisories in OSV's words; null when the responder knows of none of its own, and <c>extraInfo.cves</c> is all there is.</summary>
    [JsonPropertyName("advisories")]
    public IReadOnlyList<AnswerAdvisory?>? Advisories { get; set; }

    /// <summary>Until when each Kubernetes minor is supported.</summary>
    [JsonPropertyName("support")]
    public IReadOnlyList<AnswerSupport?>? Support { get; set; }

    /// <summary>How often the responder wants to be asked, in minutes, e.g. <c>480</c>.</summary>
    [JsonPropertyName("requestIntervalInMinutes")]
    public int? RequestIntervalInMinutes { get; set; }
}

/// <summary>One release. Longhorn's server always writes its first five keys, and deployed clients decode them: they are never left out.</summary>
public sealed class AnswerVersion
{
    /// <summary>E.g. <c>v1.35.7+rke2r1</c>.</summary>
    [JsonPropertyName("name"), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Name { get; set; }

    /// <summary>RFC 3339, or a date without a time.</summary>
    [JsonPropertyName("releaseDate"), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? ReleaseDate { get; set; }

    /// <summary>The oldest version that can move to this one directly; empty for any.</summary>
    [JsonPropertyName("minUpgradableVersion"), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? MinUpgradableVersion { get; set; }

    /// <summary>E.g. <c>latest</c>.</summary>
    [JsonPropertyName("tags"), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public IReadOnlyList<string?>? Tags { get; set; }

    /// <summary>CVEs and release notes; null when there is neither.</summary>
    [JsonPropertyName("extraInfo"), JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public AnswerExtraInfo? ExtraInfo { get; set; }

    /// <summary>Version of each component, e.g. <c>etcd</c> → <c>v3.6.7-k3s1</c>; null from Longhorn's server.</summary>
    [JsonPropertyName("components")]
    public IReadOnlyDictionary<string, string?>? Components { get; set; }
}

/// <summary>What the public service says about one release.</summary>
public sealed class AnswerExtraInfo
{
    /// <summary>Ids of the CVEs that affect this release, with commas between.</summary>
    [JsonPropertyName("cves")]
    public string? Cves { get; set; }

    /// <summary>Address of the release notes.</summary>
    [JsonPropertyName("releaseNotesURL")]
    public string? ReleaseNotesUrl { get; set; }

    /// <summary>What else a <c>response-config</c> says, written after the two above; null for nothing. Not read by
    /// <see cref="AnswerReader"/>: nothing here makes sense of it.</summary>
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Others { get; set; }
}

/// <summary>The end of one minor's support.</summary>
public sealed class AnswerSupport
{
    /// <summary>E.g. <c>1.35</c>.</summary>
    [JsonPropertyName("minor")]
    public string? Minor { get; set; }

    /// <summary>The last day of support, e.g. <c>2027-02-28</c>.</summary>
    [JsonPropertyName("endOfLife")]
    public string? EndOfLife { get; set; }
}
