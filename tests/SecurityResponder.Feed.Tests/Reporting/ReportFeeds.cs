namespace SecurityResponder.Feed.Tests.Reporting;

/// <summary>Small feeds that contain everything a report can show.</summary>
internal static class ReportFeeds
{
    /// <summary>v1.36.1 has no CVEs, v1.35.3 unrated and undecided ones, v1.34.1 every kind.</summary>
    public const string Marked =
        """
        {"schemaVersion":"1.1","generated":"2026-11-24T06:00:00Z",
         "support":[{"minor":"1.36","endOfLife":"2027-06-28"},{"minor":"1.35","endOfLife":"2027-02-28"},
                    {"minor":"1.34","endOfLife":"2026-10-27"}],
         "versions":[
          {"name":"v1.36.1+rke2r1","releaseDate":"2026-09-01","go":"1.25.1","tags":["latest"],
           "components":{"runc":"v1.4.0","traefik":"v3.7.0","coredns":"v1.14.0","etcd":"v3.6.0"}},
          {"name":"v1.35.3+rke2r1","releaseDate":"2026-08-04","minUpgradableVersion":"v1.34.4+rke2r1","tags":["stable"],"go":"1.25.1",
           "components":{"runc":"v1.3.3","traefik":"v3.7.0","coredns":"v1.13.0"}},
          {"name":"v1.35.2+rke2r1","releaseDate":"2026-07-04","withdrawn":true,"components":{"runc":"v1.3.3"}},
          {"name":"v1.35.1+rke2r1","releaseDate":"2026-06-04","prime":true,"components":{"runc":"v1.3.3"}},
          {"name":"v1.34.4+rke2r1","releaseDate":"2026-05-04","go":"1.24.9",
           "components":{"runc":"v1.3.1","traefik":"v3.5.0","coredns":"v1.13.0"}},
          {"name":"v1.34.1+rke2r1","releaseDate":"2025-09-17","go":"1.24.9",
           "components":{"runc":"v1.3.1","traefik":"v3.5.0","coredns":"v1.12.0"},
           "extraInfo":{"releaseNotesURL":"https://example.org/notes"}}],
         "advisories":[
          {"id":"CVE-2026-102","aliases":["GHSA-aaaa-bbbb-cccc"],"published":"2026-03-01T00:00:00Z",
           "summary":"runc: container escape by a crafted mount",
           "severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
           "affected":[{"package":{"ecosystem":"Go","name":"github.com/opencontainers/runc"},
             "ranges":[{"type":"SEMVER","events":[{"introduced":"1.3.0"},{"fixed":"1.3.3"}]}]}],
           "references":[{"type":"ADVISORY","url":"https://example.org/102"}],
           "database_specific":{"severity_source":"CNA; also GitHub 7.5 high","epss":0.042,"exploited":true,
             "required_action":"set tls-san-security: true","workaround":"forbid mounts"}},
          {"id":"CVE-2026-103","published":"2026-04-01T00:00:00Z","summary":"runc on Windows",
           "affected":[{"package":{"name":"runc"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.3.2"}]}]}],
           "database_specific":{"severity":"HIGH",
             "conditions":[{"operating_systems":["windows"],"reason":"The flaw is in Windows code.","source":"https://example.org/w"}]}},
          {"id":"CVE-2026-104","summary":"coredns loops",
           "affected":[{"package":{"name":"coredns"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"1.14.0"}]}]}],
           "database_specific":{"vex":[{"component":"coredns","status":"not_affected","justification":"vulnerable_code_not_present",
             "product":"rancher/hardened-coredns","version":"v1.12.0","source":"https://example.org/vex"}]}},
          {"id":"CVE-2026-105","summary":"etcd forgets",
           "affected":[{"package":{"name":"etcd"},"ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"0"},{"fixed":"3.6.0"}]}]}]},
          {"id":"GO-2026-1","aliases":["CVE-2026-106"],"summary":"net/http stalls",
           "affected":[{"package":{"ecosystem":"Go","name":"stdlib"},
             "ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.25.0"}]}]}]},
          {"id":"CVE-2026-107","summary":"Another product","affected":[{"package":{"ecosystem":"Go","name":"example.org/other"}}]}],
         "sources":[{"name":"Go vulnerability database","url":"https://vuln.go.dev","date":"2026-11-24",
           "sha256":"00ff","license":"CC-BY-4.0"}]}
        """;

    /// <summary>A release with 45 CVEs of all severities, with long summaries.</summary>
    public static string Large => $$"""
        {"schemaVersion":"1.1","generated":"2026-11-24T06:00:00Z","support":[{"minor":"1.35","endOfLife":"2027-02-28"}],
         "versions":[
          {"name":"v1.35.7+rke2r1","releaseDate":"2026-08-04","tags":["latest"],
           "components":{"containerd":"v3.8.0-k3s1","traefik":"v3.7.8"} },
          {"name":"v1.35.6+rke2r1","releaseDate":"2026-06-25","components":{"containerd":"v2.2.5-k3s2","traefik":"v3.7.4"} }],
         "advisories":[{{string.Join(",\n", Enumerable.Range(1, 45).Select(Advisory))}}]}
        """;

    private static string Advisory(int number)
    {
        var (component, month) = (number % 3 == 0 ? "containerd" : "traefik", 1 + number % 9);
        var fix = number % 4 == 0 ? "" : ", {\"fixed\":\"3.7.8\"}";
        var vector = $"CVSS:3.1/AV:N/AC:{"LH"[number % 2]}/PR:L/UI:N/S:U/C:{"NLH"[number % 3]}/I:H/A:{"LHN"[number % 3]}";
        var exploited = number == 7 ? "true" : "false";
        return $$"""
            {"id":"CVE-2026-{{10_000 + number}}","aliases":["GO-2026-{{number}}"],"published":"2026-0{{month}}-11T00:00:00Z",
             "summary":"Traefik: Kubernetes Gateway rewrite target allows an authentication bypass at route level, case {{number}}",
             "affected":[{"package":{"name":"{{component}}"},
               "ranges":[{"type":"ECOSYSTEM","events":[{"introduced":"2.0.0"}{{fix}}]}]}],
             "severity":[{"type":"CVSS_V3","score":"{{vector}}"}],
             "database_specific":{"severity_source":"CNA (GitHub_M)","epss":0.0{{number}},"exploited":{{exploited}} } }
            """;
    }

    /// <summary>The marked feed with a text in every place that takes one.</summary>
    public static string WithEverywhere(string text)
    {
        var json = System.Text.Json.JsonEncodedText.Encode(text).ToString();
        (string From, string To)[] places =
        [
            ("runc: container escape by a crafted mount", json), ("CNA; also GitHub 7.5 high", json + "; also " + json),
            ("set tls-san-security: true", json), ("forbid mounts", json), ("The flaw is in Windows code.", json),
            ("vulnerable_code_not_present", json), ("CC-BY-4.0", json), ("00ff", json), ("Go vulnerability database", json),
            ("\"latest\"", $"\"{json}\""), ("windows", json), ("v3.7.0", json),
            ("\"url\":\"https://vuln.go.dev\"", $"\"url\":\"javascript:{json}\""), ("2026-11-24\",\n", $"{json}\",\n"),
            ("https://example.org/102", $"https://example.org/{json}"), ("https://example.org/notes", $"javascript:{json}"),
        ];
        return places.Aggregate(Marked, (feed, place) => feed.Replace(place.From, place.To, StringComparison.Ordinal));
    }
}
