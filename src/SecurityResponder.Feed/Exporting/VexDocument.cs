using System.Globalization;
using System.Text.Json.Serialization;
using SecurityResponder.Assessments;

namespace SecurityResponder.Feed.Exporting;

/// <summary>An OpenVEX document (<see href="https://github.com/openvex/spec"/>) about RKE2's releases.</summary>
internal sealed record VexDocument(
    [property: JsonPropertyName("@context")] string Context,
    [property: JsonPropertyName("@id")] string Id,
    [property: JsonPropertyName("author")] string Author,
    [property: JsonPropertyName("timestamp")] string Timestamp,
    [property: JsonPropertyName("version")] int Version,
    [property: JsonPropertyName("statements")] IReadOnlyList<VexDocumentStatement> Statements)
{
    /// <summary>A document with the affected and the undecided releases of each advisory.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="digest">SHA-256 of the feed, which names the document.</param>
    public static VexDocument Of(Feeds.Feed feed, string digest)
    {
        var assessments = feed.Releases.Select(release => ReleaseAssessment.Of(feed, release)).ToList();
        var affected = assessments.SelectMany(assessment => assessment.Findings.Select(finding =>
            (finding.Advisory.Id, Status: "affected", Release: $"{assessment.Release.Version}", Fix: finding.FixedIn?.Version.ToString())));
        var undecided = assessments.SelectMany(assessment => assessment.Undecided.Select(one =>
            (one.Advisory.Id, Status: "under_investigation", Release: $"{assessment.Release.Version}", Fix: (string?)null)));
        return new VexDocument(
            "https://openvex.dev/ns/v0.2.0",
            $"https://openvex.dev/docs/public/vex-{digest}",
            "security-responder-feed",
            (feed.GeneratedAt ?? DateTimeOffset.UnixEpoch).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            1,
            [
                .. affected.Concat(undecided).GroupBy(one => (one.Id, one.Status, one.Fix))
                    .OrderBy(group => group.Key.Id, StringComparer.Ordinal).ThenBy(group => group.Key.Status, StringComparer.Ordinal)
                    .ThenBy(group => group.Key.Fix, StringComparer.Ordinal)
                    .Select(group => Statement(group.Key, group.Select(one => one.Release))),
            ]);
    }

    private static VexDocumentStatement Statement((string Id, string Status, string? Fix) key, IEnumerable<string> releases) => new(
        new VexDocumentVulnerability(key.Id),
        [.. releases.Select(release => new VexDocumentProduct($"pkg:github/rancher/rke2@{Uri.EscapeDataString(release)}"))],
        key.Status,
        // The specification demands it of affected products.
        key.Status != "affected" ? null : key.Fix is null ? "No release contains a fix." : $"Upgrade to {key.Fix} or newer.");
}

/// <summary>A statement.</summary>
internal sealed record VexDocumentStatement(
    [property: JsonPropertyName("vulnerability")] VexDocumentVulnerability Vulnerability,
    [property: JsonPropertyName("products")] IReadOnlyList<VexDocumentProduct> Products,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("action_statement")] string? ActionStatement);

/// <summary>A vulnerability.</summary>
internal sealed record VexDocumentVulnerability([property: JsonPropertyName("name")] string Name);

/// <summary>A product, e.g. <c>pkg:github/rancher/rke2@v1.35.7%2Brke2r1</c>.</summary>
internal sealed record VexDocumentProduct([property: JsonPropertyName("@id")] string Id);

/// <summary>JSON of documents that are exported.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VexDocument))]
internal sealed partial class ExportJsonContext : JsonSerializerContext;
