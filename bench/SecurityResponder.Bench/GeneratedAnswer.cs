using System.Text.Json.Nodes;

namespace SecurityResponder.Bench;

/// <summary>An answer of the size that the public service sends: 37 releases, the older ones with more CVEs.</summary>
internal static class GeneratedAnswer
{
    private const int Releases = 37;

    public static string Text() => new JsonObject
    {
        ["versions"] = new JsonArray([.. Enumerable.Range(0, Releases).Select(Release)]),
        ["requestIntervalInMinutes"] = 480,
    }.ToJsonString();

    private static JsonObject Release(int age)
    {
        var name = $"v1.{36 - age / 10}.{9 - age % 10}+rke2r1";
        var cves = Enumerable.Range(0, age).Select(number => $"CVE-2026-{20000 + number * 7}");
        return new()
        {
            ["name"] = name,
            ["releaseDate"] = $"{new DateTime(2026, 8, 4).AddDays(-21 * age):yyyy-MM-dd}T12:00:00Z",
            ["minUpgradableVersion"] = "",
            ["tags"] = age == 0 ? new JsonArray("latest") : new JsonArray(),
            ["extraInfo"] = new JsonObject
            {
                ["cves"] = string.Join(',', cves),
                ["releaseNotesURL"] = $"https://github.com/rancher/rke2/releases/tag/{Uri.EscapeDataString(name)}",
            },
        };
    }
}
