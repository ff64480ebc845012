namespace SecurityResponder.Client.Tests.Printing;

/// <summary>A feed with every kind of fact.</summary>
internal static class FeedText
{
    private const string CriticalVector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

    /// <summary>The feed.</summary>
    public static string All { get; } = Of(Advisories);

    private static IEnumerable<string> Advisories =>
    [
        Advisory("CVE-2026-0001", "containerd", "0", "2.1.5", $$"""
            "published": "2026-05-01T00:00:00Z", "severity": [ { "type": "CVSS_V3", "score": "{{CriticalVector}}" } ],
            """, """
            "exploited": true, "epss": 0.9123, "required_action": "restart every pod", "workaround": "disable the CRI plugin"
            """),
        Advisory("CVE-2026-0002", "coredns", "0", "1.13.0", specific: """ "severity": "HIGH" """),
        Advisory("CVE-2026-0003", "etcd", "0", "3.6.0", specific: """
            "severity": "MODERATE", "vex": [ { "component": "etcd", "status": "under_investigation" } ]
            """),
        Advisory("CVE-2026-0004", "kubernetes", "0", "1.36.0"),
        Advisory("CVE-2026-0005", "runc", "0", "1.4.0", specific: """ "severity": "LOW" """),
        Advisory("CVE-2026-0006", "containerd", "2.2.0", "2.2.9", specific: """ "severity": "HIGH" """),
        Advisory("CVE-2026-0007", "example.com/other", "0", "9.0.0"),
        Advisory("CVE-2026-0008", "kubernetes", "1.31.0", "1.33.0", specific: """ "severity": "HIGH" """),
        Advisory("GO-2026-0009", "stdlib", "0", "1.24.10", ecosystem: "Go"),
    ];

    /// <summary>A feed with these advisories, each a JSON object.</summary>
    public static string Of(IEnumerable<string> advisories) =>
        $$"""
        { "schemaVersion": "1.1", "generated": "2026-11-01T06:00:00Z",
          "support": [ { "minor": "1.33", "endOfLife": "2026-06-28" }, { "minor": "1.34", "endOfLife": "2026-10-27" },
            { "minor": "1.35", "endOfLife": "2026-12-10" } ],
          "versions": [
            {{Release("v1.32.9+rke2r1", "v2.0.5-k3s1", "2025-08-01")}},
            {{Release("v1.33.1+rke2r1", "v2.1.4-k3s1", "2025-06-01", "\"withdrawn\": true, ")}},
            {{Release("v1.33.9+rke2r1", "v2.1.5-k3s1", "2026-07-30")}},
            {{Release("v1.34.9+rke2r1", "v2.1.5-k3s1", "2026-08-01")}},
            {{Release("v1.35.7+rke2r1", "v2.2.0-k3s1", "2026-08-04")}},
            { "name": "" } ],
          "advisories": [ {{string.Join(",\n", advisories)}} ] }
        """;

    /// <summary>An advisory about a component.</summary>
    public static string Advisory(
        string id,
        string component,
        string introduced,
        string fixedIn,
        string more = "",
        string specific = "",
        string ecosystem = "RKE2") =>
        $$"""
        { "id": "{{id}}", {{more}} "affected": [ { "package": { "ecosystem": "{{ecosystem}}", "name": "{{component}}" },
          "ranges": [ { "type": "SEMVER", "events": [ { "introduced": "{{introduced}}" }, { "fixed": "{{fixedIn}}" } ] } ] } ],
          "database_specific": { {{specific}} } }
        """;

    private static string Release(string name, string containerd, string date, string more = "") =>
        $$$"""
        { "name": "{{{name}}}", "releaseDate": "{{{date}}}T00:00:00Z", "go": "1.24.9", {{{more}}}
          "extraInfo": { "releaseNotesURL": "https://notes.example/{{{name}}}" },
          "components": { "containerd": "{{{containerd}}}", "coredns": "v1.12.0", "etcd": "v3.5.21-k3s1" } }
        """;
}
