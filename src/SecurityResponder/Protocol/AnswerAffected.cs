using System.Text.Json.Serialization;

namespace SecurityResponder.Protocol;

/// <summary>An affected package (<see href="https://ossf.github.io/osv-schema/#affected-fields"/>).</summary>
public sealed class AnswerAffected
{
    /// <summary>The package.</summary>
    [JsonPropertyName("package")]
    public AnswerPackage? Package { get; set; }

    /// <summary>The affected versions as ranges.</summary>
    [JsonPropertyName("ranges")]
    public IReadOnlyList<AnswerRange?>? Ranges { get; set; }

    /// <summary>The affected versions by name.</summary>
    [JsonPropertyName("versions")]
    public IReadOnlyList<string?>? Versions { get; set; }

    /// <summary>Scores of this package alone.</summary>
    [JsonPropertyName("severity")]
    public IReadOnlyList<AnswerSeverity?>? Severity { get; set; }

    /// <summary>Additions of the Go vulnerability database (<see href="https://go.dev/doc/security/vuln/database#schema"/>).</summary>
    [JsonPropertyName("ecosystem_specific")]
    public AnswerEcosystemSpecific? EcosystemSpecific { get; set; }
}

/// <summary>A package's name.</summary>
public sealed class AnswerPackage
{
    /// <summary><c>Go</c> for Go modules; <c>RKE2</c> or nothing for names of components.</summary>
    [JsonPropertyName("ecosystem")]
    public string? Ecosystem { get; set; }

    /// <summary>E.g. <c>github.com/containerd/containerd/v2</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; set; }
}

/// <summary>A range of versions, given by the events that start and end it.</summary>
public sealed class AnswerRange
{
    /// <summary><c>SEMVER</c>, <c>ECOSYSTEM</c> or <c>GIT</c>; the last is not about versions.</summary>
    [JsonPropertyName("type")]
    public string? Type { get; set; }

    /// <summary>The events, in any order.</summary>
    [JsonPropertyName("events")]
    public IReadOnlyList<AnswerEvent?>? Events { get; set; }
}

/// <summary>An event: one of the four is set.</summary>
public sealed class AnswerEvent
{
    /// <summary>The first affected version; <c>0</c> for the very first.</summary>
    [JsonPropertyName("introduced")]
    public string? Introduced { get; set; }

    /// <summary>The first version that is no longer affected.</summary>
    [JsonPropertyName("fixed")]
    public string? Fixed { get; set; }

    /// <summary>The last version that is affected.</summary>
    [JsonPropertyName("last_affected")]
    public string? LastAffected { get; set; }

    /// <summary>The range says nothing about this version and later ones; <c>*</c> for no such version. Of several, the highest
    /// counts.</summary>
    [JsonPropertyName("limit")]
    public string? Limit { get; set; }
}

/// <summary>Additions of the Go vulnerability database.</summary>
public sealed class AnswerEcosystemSpecific
{
    /// <summary>Versions that Go's module versions cannot express.</summary>
    [JsonPropertyName("custom_ranges")]
    public IReadOnlyList<AnswerRange?>? CustomRanges { get; set; }

    /// <summary>The affected packages of the module.</summary>
    [JsonPropertyName("imports")]
    public IReadOnlyList<AnswerImport?>? Imports { get; set; }
}

/// <summary>An affected Go package.</summary>
public sealed class AnswerImport
{
    /// <summary>Its path.</summary>
    [JsonPropertyName("path")]
    public string? Path { get; set; }

    /// <summary>The affected operating systems, e.g. <c>windows</c>; null or empty for all.</summary>
    [JsonPropertyName("goos")]
    public IReadOnlyList<string?>? Goos { get; set; }
}
