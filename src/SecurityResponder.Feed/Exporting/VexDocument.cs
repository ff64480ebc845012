using System.Globalization;
using System.Text.Json.Serialization;
using SecurityResponder.Advisories;
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
    /// <summary>A document with the affected and the undecided releases of each advisory, and those that a VEX statement acquits.</summary>
    /// <param name="feed">The feed.</param>
    /// <param name="digest">SHA-256 of the feed, which names the document.</param>
    public static VexDocument Of(Feeds.Feed feed, string digest) => new(
        "https://openvex.dev/ns/v0.2.0",
        $"https://openvex.dev/docs/public/vex-{digest}",
        "security-responder-feed",
        (feed.GeneratedAt ?? DateTimeOffset.UnixEpoch).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
        1,
        [
            .. feed.Releases.Select(release => ReleaseAssessment.Of(feed, release)).SelectMany(Of).GroupBy(pair => pair.Status)
                .OrderBy(group => group.Key.Id, StringComparer.Ordinal).ThenBy(group => group.Key.Status, StringComparer.Ordinal)
                .ThenBy(group => group.Key.Fix, StringComparer.Ordinal).ThenBy(group => group.Key.Justification, StringComparer.Ordinal)
                .Select(group => Statement(group.Key, group.Select(pair => pair.Release))),
        ]);

    private static IEnumerable<(StatusOf Status, string Release)> Of(ReleaseAssessment assessment) =>
    [
        .. from finding in assessment.Findings
           select (new StatusOf(finding.Advisory.Id, "affected", finding.FixedIn?.Version.ToString(), null), Name(assessment)),
        .. from undecided in assessment.Undecided
           select (new StatusOf(undecided.Advisory.Id, "under_investigation", null, null), Name(assessment)),
        // Another component of the release may still be affected, or undecided.
        .. from acquitted in assessment.NotAffected.DistinctBy(one => one.Advisory.Id)
           where !assessment.Findings.Any(one => one.Advisory.Id == acquitted.Advisory.Id)
               && !assessment.Undecided.Any(one => one.Advisory.Id == acquitted.Advisory.Id)
           select (Acquitted(acquitted.Advisory.Id, acquitted.Statement), Name(assessment)),
    ];

    private static string Name(ReleaseAssessment assessment) => assessment.Release.Version.ToString();

    private static StatusOf Acquitted(string id, VexStatement statement) => statement.Status == VexStatus.Fixed
        ? new StatusOf(id, "fixed", null, null) : new StatusOf(id, "not_affected", null, statement.Justification);

    private static VexDocumentStatement Statement(StatusOf key, IEnumerable<string> releases) => new(
        new VexDocumentVulnerability(key.Id),
        [.. releases.Select(release => new VexDocumentProduct($"pkg:github/rancher/rke2@{Uri.EscapeDataString(release)}"))],
        key.Status,
        key.Justification,
        // The specification demands a justification or an impact statement of products that are not affected.
        key is { Status: "not_affected", Justification: null } ? "A VEX statement about the bundled build says so." : null,
        // The specification demands it of affected products.
        key.Status != "affected" ? null : key.Fix is null ? "No release contains a fix." : $"Upgrade to {key.Fix} or newer.");

    private sealed record StatusOf(string Id, string Status, string? Fix, string? Justification);
}

/// <summary>A statement.</summary>
internal sealed record VexDocumentStatement(
    [property: JsonPropertyName("vulnerability")] VexDocumentVulnerability Vulnerability,
    [property: JsonPropertyName("products")] IReadOnlyList<VexDocumentProduct> Products,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("justification")] string? Justification,
    [property: JsonPropertyName("impact_statement")] string? ImpactStatement,
    [property: JsonPropertyName("action_statement")] string? ActionStatement);

/// <summary>A vulnerability.</summary>
internal sealed record VexDocumentVulnerability([property: JsonPropertyName("name")] string Name);

/// <summary>A product, e.g. <c>pkg:github/rancher/rke2@v1.35.7%2Brke2r1</c>.</summary>
internal sealed record VexDocumentProduct([property: JsonPropertyName("@id")] string Id);

/// <summary>JSON of documents that are exported.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VexDocument))]
internal sealed partial class ExportJsonContext : JsonSerializerContext;
