using System.Text.Json;
using SecurityResponder.Feed.Sources;
using SecurityResponder.Protocol;

namespace SecurityResponder.Feed.Vulnerabilities;

/// <summary>Reads CVE records 5.x (<see href="https://github.com/CVEProject/cve-schema"/>): severities, and ranges for components that
/// no other source bounds.</summary>
internal static class CveRecordReader
{
    private static readonly (string Key, string Type)[] Metrics =
    [
        ("cvssV4_0", "CVSS_V4"), ("cvssV3_1", "CVSS_V3"), ("cvssV3_0", "CVSS_V3"), ("cvssV2_0", "CVSS_V2"),
    ];

    /// <summary>Reads a record; null when it was rejected or only reserved.</summary>
    /// <param name="file">The file.</param>
    /// <param name="log">Receives the record's date.</param>
    /// <exception cref="InvalidSourceException">The file is no CVE record.</exception>
    public static SourceEntry? Read(SourceFile file, SourceLog log)
    {
        var record = JsonSource.Read(file, SourceJsonContext.Default.JsonDocument, "a CVE record").RootElement;
        if (record.At("cveMetadata", "cveId").Text() is not { } id || record.At("containers", "cna").ValueKind != JsonValueKind.Object)
        {
            throw file.Fault(1, "a CVE record with cveMetadata.cveId and containers.cna");
        }

        if (record.At("cveMetadata", "state").Text() is { } state && state != "PUBLISHED")
        {
            return null;
        }

        var cna = record.At("containers", "cna");
        log.AddDate(record.At("cveMetadata", "dateUpdated").Text());
        var ratings = Ratings(cna, $"CNA ({cna.At("providerMetadata", "shortName").Text() ?? "unnamed"})", Rating.Cna)
            .Concat(record.At("containers", "adp").Items().SelectMany(adp =>
                Ratings(adp, adp.At("providerMetadata", "shortName").Text() ?? "ADP", Rating.Other)));
        var advisory = new AnswerAdvisory { Id = id, Published = record.At("cveMetadata", "datePublished").Text() };
        return new SourceEntry(Trust.CveRecord, advisory, file.Name)
        {
            Packages = [.. cna.At("affected").Items().Select(CveProduct.TryRead).OfType<ComponentPackage>()],
            Ratings = [.. ratings],
        };
    }

    private static IEnumerable<Rating> Ratings(JsonElement container, string source, int rank) =>
        from metric in container.At("metrics").Items()
        from known in Metrics
        let vector = metric.At(known.Key, "vectorString").Text()
        where vector is not null
        select new Rating(source, rank, known.Type, vector);
}
