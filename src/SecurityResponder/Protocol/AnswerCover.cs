using System.Text.Json.Serialization;

namespace SecurityResponder.Protocol;

/// <summary>The versions of a component for which an answer's advisories are complete. A version outside is undecided, never
/// clean.</summary>
public sealed class AnswerCover
{
    /// <summary>E.g. <c>containerd</c>.</summary>
    [JsonPropertyName("component")]
    public string? Component { get; set; }

    /// <summary>The first version that is covered.</summary>
    [JsonPropertyName("from")]
    public string? From { get; set; }

    /// <summary>The last version that is covered.</summary>
    [JsonPropertyName("to")]
    public string? To { get; set; }
}

/// <summary>A document that a feed was made from.</summary>
public sealed class AnswerSource
{
    /// <summary>What it is, e.g. <c>Go vulnerability database</c>.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; set; }

    /// <summary>Where it is published; null when it has no URL.</summary>
    [JsonPropertyName("url")]
    public string? Url { get; set; }

    /// <summary>Its own date, e.g. <c>2026-11-24</c>; null when it has none.</summary>
    [JsonPropertyName("date")]
    public string? Date { get; set; }

    /// <summary>SHA-256 of its bytes, 64 hexadecimal digits.</summary>
    [JsonPropertyName("sha256")]
    public string? Sha256 { get; set; }

    /// <summary>Its licence, e.g. <c>CC-BY-4.0</c>.</summary>
    [JsonPropertyName("license")]
    public string? License { get; set; }
}
