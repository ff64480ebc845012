using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SecurityResponder.Fakes;

/// <summary>What a kube-apiserver demands of an event of <c>events.k8s.io/v1</c> (pkg/apis/core/validation/events.go).</summary>
internal static partial class EventRules
{
    /// <summary>Null for an event that may be made.</summary>
    public static string? FaultOf(JsonObject made)
    {
        string Text(string name) => made[name]?.GetValue<string>() ?? "";
        return made["metadata"]?["namespace"]?.GetValue<string>() != "default"
                ? "metadata.namespace: does not match the namespace of the URL"
            : made["regarding"]?["namespace"] is { } space && space.GetValue<string>() != "default"
                ? "involvedObject.namespace: does not match event.namespace"
            : !Name().IsMatch(made["metadata"]?["name"]?.GetValue<string>() ?? "") ? "metadata.name: must be a DNS subdomain"
            : !IsMicroTime(Text("eventTime")) ? "eventTime: Required value"
            : Text("type") is not ("Normal" or "Warning") ? "type: has invalid value"
            : !Qualified().IsMatch(Text("reportingController")) ? "reportingController: must be a qualified name"
            : Text("reportingInstance") is not { Length: > 0 and <= 128 } ? "reportingInstance: Required value, of at most 128 characters"
            : Text("action") is not { Length: > 0 and <= 128 } ? "action: Required value, of at most 128 characters"
            : Text("reason") is not { Length: > 0 and <= 128 } ? "reason: Required value, of at most 128 characters"
            : System.Text.Encoding.UTF8.GetByteCount(Text("note")) > 1024 ? "message: can have at most 1024 characters"
            : made["series"] is not null ? SeriesFault(made)
            : null;
    }

    /// <summary>Null for a patch that may be applied: all but the series is immutable.</summary>
    public static string? FaultOfPatch(JsonObject patch) =>
        patch.FirstOrDefault(pair => pair.Key != "series").Key is { } name ? $"{name}: field is immutable" : SeriesFault(patch);

    private static string? SeriesFault(JsonObject holder) =>
        holder["series"]?["count"]?.GetValue<int>() is not >= 2 ? "series.count: should be at least 2"
        : !IsMicroTime(holder["series"]!["lastObservedTime"]?.GetValue<string>() ?? "") ? "series.lastObservedTime: Required value"
        : null;

    private static bool IsMicroTime(string text) => DateTimeOffset.TryParseExact(
        text, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    private static partial Regex Name();

    [GeneratedRegex(@"^([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$")]
    private static partial Regex Qualified();
}
