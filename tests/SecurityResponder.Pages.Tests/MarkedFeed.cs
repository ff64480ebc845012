namespace SecurityResponder.Pages.Tests;

/// <summary>A feed in which releases and CVEs have every mark that a page can show.</summary>
internal static class MarkedFeed
{
    /// <summary>v1.36.1 has no CVEs, v1.35.3 only unrated and undecided ones, v1.34.1 every kind.</summary>
    public const string Json =
        """
        {"schemaVersion":"1.1","generated":"2026-11-24T06:00:00Z",
         "support":[{"minor":"1.36","endOfLife":"2999-06-30"},{"minor":"1.35","endOfLife":"2999-02-28"},
                    {"minor":"1.34","endOfLife":"2026-10-27"}],
         "versions":[
          {"name":"v1.36.1+rke2r1","releaseDate":"2026-09-01","go":"1.25.1",
           "components":{"runc":"v1.4.0","traefik":"v3.7.0","coredns":"v1.14.0","etcd":"v3.6.0"}},
          {"name":"v1.35.3+rke2r1","releaseDate":"2026-08-04","minUpgradableVersion":"v1.34.4+rke2r1","tags":["latest"],"go":"1.25.1",
           "components":{"runc":"v1.3.3","traefik":"v3.7.0","coredns":"v1.13.0"}},
          {"name":"v1.35.2+rke2r1","releaseDate":"2026-07-04","withdrawn":true,"components":{"runc":"v1.3.3"}},
          {"name":"v1.35.1+rke2r1","releaseDate":"2026-06-04","prime":true,"components":{"runc":"v1.3.3"}},
          {"name":"v1.34.4+rke2r1","releaseDate":"2026-05-04","go":"1.24.9",
           "components":{"runc":"v1.3.1","traefik":"v3.5.0","coredns":"v1.13.0"}},
          {"name":"v1.34.1+rke2r1","releaseDate":"2025-09-17","go":"1.24.9",
           "components":{"runc":"v1.3.1","traefik":"v3.5.0","coredns":"v1.12.0"},
           "extraInfo":{"releaseNotesURL":"https://example.org/notes"}}],
         "advisories":[
          {"id":"CVE-2026-102","published":"2026-03-01T00:00:00Z","summary":"runc: container escape by a crafted mount",
           "affected":[{"package":{"ecosystem":"Go","name":"github.com/opencontainers/runc"},
                        "ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.3.3"}]}]}],
           "references":[{"type":"WEB","url":"https://example.org/CVE-2026-102"}],
           "severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}]},
          {"id":"CVE-2026-101","published":"2026-02-01T00:00:00Z","summary":"runc: escape that is used in attacks",
           "affected":[{"package":{"ecosystem":"Go","name":"github.com/opencontainers/runc"},
                        "ranges":[{"type":"SEMVER","events":[{"introduced":"1.3.0-rc.1"},{"fixed":"1.3.3"}]}]}],
           "references":[{"type":"WEB","url":"https://example.org/CVE-2026-101"}],
           "database_specific":{"severity":"MEDIUM","severity_source":"CNA","exploited":true,"epss":0.942,
             "required_action":"set tls-san-security: true","workaround":"use user namespaces"}},
          {"id":"CVE-2026-103","summary":"coredns: not rated by anybody",
           "affected":[{"package":{"ecosystem":"Go","name":"github.com/coredns/coredns"},
                        "ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.14.0"}]}]}]},
          {"id":"CVE-2026-104","summary":"etcd: a leak","database_specific":{"severity":"LOW"},
           "affected":[{"package":{"ecosystem":"Go","name":"go.etcd.io/etcd/server/v3"},
                        "ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"3.6.0"}]}]}]},
          {"id":"CVE-2026-105","summary":"traefik: a loop",
           "affected":[{"package":{"ecosystem":"Go","name":"github.com/traefik/traefik/v3"},
                        "ranges":[{"type":"SEMVER","events":[{"introduced":"3.0.0"},{"fixed":"3.6.0"}]}]}],
           "database_specific":{"severity":"HIGH","vex":[
             {"component":"traefik","status":"not_affected","justification":"vulnerable_code_not_in_execute_path","version":"v3.5.0",
              "source":"https://example.org/vex.json"}]}},
          {"id":"CVE-2026-106","summary":"net/http: a crash",
           "affected":[{"package":{"ecosystem":"Go","name":"stdlib"},
                        "ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.25.0"}]}]}]}]}
        """;
}
