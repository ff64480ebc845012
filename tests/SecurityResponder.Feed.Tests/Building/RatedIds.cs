using System.Text.Json;

namespace SecurityResponder.Feed.Tests.Building;

/// <summary>The ids that the shared sources rate, found without the code under test.</summary>
internal static class RatedIds
{
    /// <summary>The ids with a vector in any of them.</summary>
    public static HashSet<string> OfSharedSources() =>
    [
        .. OfSeverities(),
        .. Documents("data/ghsa").Concat(Documents("data/kubernetes/cve-osv")).Where(HasSeverity).SelectMany(IdsOfOsv),
        .. Documents("data/cve").Where(record => record.GetRawText().Contains("\"vectorString\"", StringComparison.Ordinal))
            .Select(record => record.GetProperty("cveMetadata").GetProperty("cveId").GetString()!),
    ];

    /// <summary>The ids in <c>severities.json</c>.</summary>
    public static HashSet<string> OfSeverities() =>
        [.. SharedData.Json("data/severities.json").EnumerateArray().Select(one => one.GetProperty("id").GetString()!)];

    private static IEnumerable<JsonElement> Documents(string folder) => Directory.EnumerateFiles(SharedData.At(folder), "*.json")
        .Select(file => SharedData.Json(Path.Combine(folder, Path.GetFileName(file))));

    private static bool HasSeverity(JsonElement osv) =>
        osv.TryGetProperty("severity", out var severity) && severity.GetArrayLength() > 0;

    private static IEnumerable<string> IdsOfOsv(JsonElement osv)
    {
        yield return osv.GetProperty("id").GetString()!;
        if (osv.TryGetProperty("aliases", out var aliases))
        {
            foreach (var alias in aliases.EnumerateArray())
            {
                yield return alias.GetString()!;
            }
        }
    }
}
