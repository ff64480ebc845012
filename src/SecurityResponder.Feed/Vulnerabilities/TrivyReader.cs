using System.Text.Json;
using SecurityResponder.Components;
using SecurityResponder.Feed.Sources;

namespace SecurityResponder.Feed.Vulnerabilities;

/// <summary>Reads Trivy's JSON reports about container images
/// (<see href="https://trivy.dev/latest/docs/configuration/reporting/#json"/>), schema 2 and the array of schema 1.</summary>
internal static class TrivyReader
{
    /// <summary>Reads a report; null when it is about something else, or names no image.</summary>
    /// <exception cref="InvalidSourceException">The file is no report.</exception>
    public static ImageScan? Read(SourceFile file)
    {
        var report = JsonSource.Read(file, SourceJsonContext.Default.JsonDocument, "a Trivy report").RootElement;
        var results = report.ValueKind == JsonValueKind.Array ? report : report.At("Results");
        if (report.ValueKind != JsonValueKind.Array && !IsReport(report, results))
        {
            throw file.Fault(1, "a Trivy report with SchemaVersion 2, or a list of results");
        }

        return ImageOf(report, results) is { Length: > 0 } image
            ? new ImageScan(image, file.Name, [.. results.Items().SelectMany(result => Findings(result, image)).Distinct()])
            : null;
    }

    // Without findings, Results is missing, null or empty.
    private static bool IsReport(JsonElement report, JsonElement results) =>
        results.ValueKind is JsonValueKind.Array or JsonValueKind.Null or JsonValueKind.Undefined
        && (report.At("SchemaVersion").ValueKind == JsonValueKind.Number || report.At("ArtifactName").ValueKind == JsonValueKind.String);

    private static string? ImageOf(JsonElement report, JsonElement results)
    {
        if (report.ValueKind == JsonValueKind.Array)
        {
            // The result about the operating system names the image: rancher/hardened-coredns:v1.14.6 (alpine 3.20).
            return results.Items().Select(result => result.At("Target").Text()).Where(target => target?.Contains(" (") == true)
                .Select(target => target![..target!.IndexOf(" (", StringComparison.Ordinal)]).FirstOrDefault();
        }

        return report.At("ArtifactType").Text() is null or "container_image"
            ? TaggedName(report) ?? report.At("ArtifactName").Text()
            : null;
    }

    // An image that was scanned from a file or by digest has its name among the tags.
    private static string? TaggedName(JsonElement report) =>
        report.At("Metadata", "RepoTags").Items().Select(tag => tag.Text()).Prepend(report.At("ArtifactName").Text())
            .FirstOrDefault(name => ImageReference.Tag(name) is not null);

    private static IEnumerable<ScanFinding> Findings(JsonElement result, string image) =>
        from vulnerability in result.At("Vulnerabilities").Items()
        let id = vulnerability.At("VulnerabilityID").Text()
        let package = vulnerability.At("PkgName").Text()
        where id is not null && package is not null
        select WithTag(new ScanFinding(id, package, vulnerability.At("InstalledVersion").Text()), image);

    // A program that was built from a checkout does not know its own version.
    private static ScanFinding WithTag(ScanFinding finding, string image) =>
        finding.Component is not null && (finding.Version is null or "" or "(devel)"
            || finding.Version.TrimStart('v').StartsWith("0.0.0-", StringComparison.Ordinal))
            ? finding with { Version = ImageReference.Tag(image) }
            : finding;
}
