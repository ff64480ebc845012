using System.Text;

namespace SecurityResponder.Fakes;

/// <summary>Generates large feeds.</summary>
public static class GeneratedFeed
{
    /// <summary>Generates a feed whose advisories are as long as those of the Go vulnerability database: 1.4 KB each.</summary>
    public static string Of(int releases, int advisories)
    {
        var text = new StringBuilder("{ \"schemaVersion\": \"1.0\", \"generated\": \"2026-11-24T06:00:00Z\", \"versions\": [");
        for (var i = 0; i < releases; i++)
        {
            text.Append(i == 0 ? "" : ",").Append($$"""
                { "name": "v1.{{30 + (i / 40)}}.{{i % 40}}+rke2r1", "releaseDate": "2026-08-04", "tags": [], "components": {
                  "kubernetes": "v1.{{30 + (i / 40)}}.{{i % 40}}", "etcd": "v3.6.{{i % 40}}-k3s1", "containerd": "v2.2.{{i % 9}}-k3s1",
                  "runc": "v1.4.{{i % 5}}", "coredns": "v1.14.{{i % 7}}", "canal-flannel": "v0.28.{{i % 9}}",
                  "canal-calico": "v3.32.{{i % 3}}", "traefik": "v3.7.{{i % 9}}", "ingress-nginx": "v1.14.5-hardened2" } }
                """);
        }

        text.Append("], \"advisories\": [");
        string[] modules =
        [
            "k8s.io/kubernetes", "go.etcd.io/etcd", "github.com/containerd/containerd", "github.com/traefik/traefik/v3",
            "github.com/cilium/cilium",
        ];
        for (var i = 0; i < advisories; i++)
        {
            text.Append(i == 0 ? "" : ",").Append($$"""
                { "schema_version": "1.3.1", "id": "GO-2026-{{i}}", "modified": "2026-01-01T00:00:00Z", "published": "2025-01-01T00:00:00Z",
                  "aliases": ["CVE-2026-{{i}}", "GHSA-abcd-{{i}}"],
                  "summary": "{{new string('s', 90)}}", "details": "{{new string('d', 500)}}",
                  "affected": [ { "package": { "name": "{{modules[i % modules.Length]}}", "ecosystem": "Go" },
                    "ranges": [ { "type": "SEMVER", "events": [ { "introduced": "0" }, { "fixed": "3.5.{{i % 30}}" },
                      { "introduced": "3.6.0" }, { "fixed": "3.6.{{i % 30}}" } ] } ],
                    "ecosystem_specific": { "imports": [ { "path": "k8s.io/kubernetes/pkg/kubelet", "symbols": ["A.b", "C.d"] } ] } } ],
                  "references": [ { "type": "ADVISORY", "url": "https://github.com/advisories/GHSA-abcd-{{i}}" },
                    { "type": "FIX", "url": "https://github.com/kubernetes/kubernetes/commit/{{i}}" } ],
                  "severity": [ { "type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N" } ],
                  "database_specific": { "url": "https://pkg.go.dev/vuln/GO-2026-{{i}}", "review_status": "REVIEWED" } }
                """);
        }

        return text.Append("] }").ToString();
    }
}
