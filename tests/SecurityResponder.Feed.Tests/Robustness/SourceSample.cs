namespace SecurityResponder.Feed.Tests.Robustness;

/// <summary>A small valid file of a source, which the mutator damages.</summary>
/// <param name="Option">The option of <c>build</c> that reads it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Text">Its content.</param>
public sealed record SourceSample(string Option, string Name, string Text)
{
    /// <summary>One sample of each kind of source.</summary>
    public static IReadOnlyList<SourceSample> All { get; } =
    [
        new("--release-notes", "v1.35.X.md", """
            ---
            title: v1.35.X
            ---
            :::warning
            Text
            :::
            <div>

            | Version | Release date | Kubernetes | Etcd | Canal (Default) | Traefik |  
            | ----- | ----- | ----- | ----- | ----- | ----- |
            | [v1.35.7+rke2r1](a) | Aug 04 2026|  [v1.35.7](a)  | v3.6.14-k3s1 | [Flannel v0.28.8](c)<br/>Calico v3.32.1 | Version |
            | [v1.35.6+rke2r2\*](a) | Jun 25 2026|  [v1.35.6](a)  | v3.6.12-k3s1 | [Flannel v0.28.5](c)<br/>Calico v3.32.0 | [v3.7.4](e) |

            </div>
            ## Release [v1.35.7+rke2r1](https://github.com/rancher/rke2/releases/tag/v1.35.7%2Brke2r1)
            <!-- v1.35.7+rke2r1 -->
            > [!NOTE]
            > Text
            ### Changes since v1.35.6+rke2r1:
            * Bump Go to v1.25.12 [(#1)](https://example.org/1)
            ## Charts Versions
            | Component | Version |
            | --- | --- |
            | rke2-cilium | [1.19.600](f) |
            """),
        new("--channels", "channels.yaml", """
            channels:
            - name: stable
              latest: v1.35.7+rke2r1
            - name: latest
              latestRegexp: .*
              excludeRegexp: (^[^+]+-|v1\.35\.6\+rke2r2|v1\.3[0-4].*)
            - name: v1.35
              excludeRegexp: ^[^+]+-
            """),
        new("--support", "schedule.yaml", """
            schedules:
            - release: 1.35
              releaseDate: 2025-12-17
              previousPatches:
              - {release: 1.35.1, targetDate: "2026-01-13"}
              endOfLifeDate: 2027-02-28
            - release: "1.34"
              endOfLifeDate: 2026-10-27
            """),
        new("--osv", "GO-2026-1.json", """
            {"schema_version": "1.3.1", "id": "GO-2026-1", "modified": "2026-08-01T00:00:00Z", "published": "0001-01-01T00:00:00Z",
             "aliases": ["CVE-2026-1", "GHSA-xhf5-7wjv-pqxp"], "summary": "A flaw", "details": "Text",
             "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
             "affected": [{"package": {"name": "go.etcd.io/etcd/client/pkg/v3", "ecosystem": "Go"},
               "ranges": [{"type": "SEMVER", "events": [{"introduced": "3.5.0"}, {"fixed": "3.5.30"}, {"introduced": "3.6.0"}]},
                 {"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"last_affected": "3.4.44"}]}],
               "versions": ["3.6.1"],
               "ecosystem_specific": {"imports": [{"path": "a", "goos": ["windows"], "symbols": ["B"]}],
                 "custom_ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "3.6.14"}]}]}},
              {"package": {"name": "github.com/containerd/containerd/v2", "ecosystem": "Go"},
               "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "0.0.0-20260319000000-0123456789ab"}]}]}],
             "references": [{"type": "ADVISORY", "url": "https://example.org/a"}],
             "database_specific": {"severity": "HIGH", "url": "https://pkg.go.dev/vuln/GO-2026-1"}}
            """),
        new("--cve", "CVE-2026-1.json", """
            {"dataType": "CVE_RECORD",
             "cveMetadata": {"cveId": "CVE-2026-1", "state": "PUBLISHED", "dateUpdated": "2026-08-01T00:00:00.000Z",
               "datePublished": "2026-07-01T00:00:00Z"},
             "containers": {"cna": {"providerMetadata": {"shortName": "GitHub_M"},
               "affected": [{"product": "runc", "versions": [{"version": ">= 1.0.0, < 1.2.8", "status": "affected"},
                 {"version": "1.3.0", "lessThan": "1.3.3", "status": "affected", "versionType": "semver"}]},
                {"packageName": "k8s.io/kubernetes", "versions": [{"version": "0", "lessThanOrEqual": "1.35.1", "status": "affected"}]}],
               "metrics": [{"cvssV4_0": {"vectorString": "CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:A/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H"}}]},
              "adp": [{"providerMetadata": {"shortName": "CISA-ADP"},
               "metrics": [{"cvssV3_1": {"vectorString": "CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H"}}]}]}}
            """),
        new("--kev", "kev.json", """
            {"title": "CISA Catalog", "catalogVersion": "2026.08.01", "dateReleased": "2026-08-01T00:00:00.000Z", "count": 2,
             "vulnerabilities": [{"cveID": "CVE-2026-1", "dateAdded": "2026-08-01"}, {"cveID": "CVE-2026-2"}]}
            """),
        new("--epss", "epss.csv", """
            #model_version:v2025.03.14,score_date:2026-11-24T00:00:00+0000
            cve,epss,percentile
            CVE-2026-1,0.00123,0.45
            CVE-2026-2,1.23e-05,0.1
            """),
        new("--vex", "report.json", """
            {"@id": "https://openvex.dev/docs/1", "timestamp": "2026-06-19T00:00:00Z", "version": 1,
             "statements": [{"vulnerability": {"name": "CVE-2026-1", "aliases": ["GO-2026-1"]},
               "products": [{"@id": "pkg:oci/hardened-coredns@v1.14.6?repository_url=index.docker.io%2Francher%2Fhardened-coredns"}],
               "status": "not_affected", "justification": "vulnerable_code_not_present"},
              {"vulnerability": "CVE-2026-2",
               "products": ["pkg:oci/hardened-etcd", {"@id": "pkg:golang/a", "subcomponents": [{"@id": "pkg:golang/b"}]}],
               "status": "fixed", "timestamp": "2026-06-20T00:00:00Z"}]}
            """),
        new("--trivy", "scan.json", """
            {"SchemaVersion": 2, "CreatedAt": "2026-08-01T00:00:00Z",
             "ArtifactName": "rancher/hardened-coredns:v1.14.6", "ArtifactType": "container_image",
             "Metadata": {"RepoTags": ["rancher/hardened-coredns:v1.14.6"], "OS": {"Family": "sles"}},
             "Results": [{"Target": "rancher/hardened-coredns:v1.14.6 (sles 15.6)", "Class": "os-pkgs", "Type": "suse"},
              {"Target": "coredns", "Class": "lang-pkgs", "Vulnerabilities": [{"VulnerabilityID": "CVE-2026-1",
               "PkgName": "github.com/coredns/coredns", "InstalledVersion": "(devel)", "FixedVersion": "1.14.7", "Severity": "HIGH"}]}]}
            """),
        new("--curation", "curation.yaml", """
            advisories:
            - id: CVE-2026-1
              aliases: [GO-2026-1]
              published: "2026-08-01"
              affected:
              - component: etcd
                ranges: [{introduced: 3.6.0, fixed: 3.6.14}]
              not_affected: [github.com/containerd/containerd]
              conditions: [{component: etcd, operating_systems: [windows]}]
              required_action: Text
              reason: Text
              source: https://example.org/a
            severities:
            - id: CVE-2026-1
              by: CNA
              score: CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H
              reason: a
              source: https://example.org/a
            releases:
            - {version: v1.35.7+rke2r1, prime: true, reason: a, source: "https://example.org/a"}
            support:
            - {minor: "1.35", endOfLife: 2027-02-28, reason: a, source: "https://example.org/a"}
            """),
    ];

    /// <summary>Its kind, for the name of a test.</summary>
    public override string ToString() => Option;
}
