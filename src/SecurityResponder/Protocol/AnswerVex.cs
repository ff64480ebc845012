using System.Text.Json.Serialization;

namespace SecurityResponder.Protocol;

/// <summary>An OpenVEX statement (<see href="https://github.com/openvex/spec"/>) about a component of RKE2.</summary>
public sealed class AnswerVex
{
    /// <summary>E.g. <c>coredns</c>.</summary>
    [JsonPropertyName("component")]
    public string? Component { get; set; }

    /// <summary><c>not_affected</c>, <c>affected</c>, <c>fixed</c> or <c>under_investigation</c>.</summary>
    [JsonPropertyName("status")]
    public string? Status { get; set; }

    /// <summary>E.g. <c>vulnerable_code_not_in_execute_path</c>.</summary>
    [JsonPropertyName("justification")]
    public string? Justification { get; set; }

    /// <summary>The image that it is about, e.g. <c>rancher/hardened-calico</c>; null for every image of the component.</summary>
    [JsonPropertyName("product")]
    public string? Product { get; set; }

    /// <summary>The image's version that it is about; null for every version.</summary>
    [JsonPropertyName("version")]
    public string? Version { get; set; }

    /// <summary>URL of the OpenVEX document.</summary>
    [JsonPropertyName("source")]
    public string? Source { get; set; }
}

/// <summary>A condition under which a cluster is affected.</summary>
public sealed class AnswerCondition
{
    /// <summary>The component that it is about; null for all.</summary>
    [JsonPropertyName("component")]
    public string? Component { get; set; }

    /// <summary>Operating systems of affected nodes, e.g. <c>windows</c>.</summary>
    [JsonPropertyName("operating_systems")]
    public IReadOnlyList<string?>? OperatingSystems { get; set; }

    /// <summary>Why, in one sentence.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; set; }

    /// <summary>URL of the source.</summary>
    [JsonPropertyName("source")]
    public string? Source { get; set; }
}
