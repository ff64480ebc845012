using SecurityResponder.Fakes;

namespace SecurityResponder.Client.Tests.Checking;

/// <summary>Answers for the sample cluster, which runs v1.34.5+rke2r1.</summary>
internal static class Answers
{
    /// <summary>As the public service answers: CVE ids on the release that they affect, in no order.</summary>
    public const string Public =
        """
        { "versions": [
          { "name": "v1.35.7+rke2r1", "releaseDate": "2026-08-04T20:09:56Z", "minUpgradableVersion": "", "tags": ["latest"],
            "extraInfo": { "cves": "CVE-2026-0003", "releaseNotesURL": "https://notes.example/v1.35.7" } },
          { "name": "v1.33.1+rke2r1", "releaseDate": "2025-06-01T00:00:00Z", "minUpgradableVersion": "", "tags": [], "extraInfo": null },
          { "name": "v1.34.5+rke2r1", "releaseDate": "2026-03-20T00:00:00Z", "minUpgradableVersion": "", "tags": [],
            "extraInfo": { "cves": "CVE-2026-0002,CVE-2026-0001" } },
          { "name": "v1.34.9+rke2r1", "releaseDate": "2026-08-04T20:09:56Z", "minUpgradableVersion": "", "tags": [],
            "extraInfo": { "cves": "CVE-2026-0002", "releaseNotesURL": "https://notes.example/v1.34.9" } } ],
          "requestIntervalInMinutes": 480 }
        """;

    /// <summary>A valid answer.</summary>
    public static Answer Good { get; } = Answer.Json(200, Public);
}
