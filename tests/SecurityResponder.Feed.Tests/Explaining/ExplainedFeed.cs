using SecurityResponder.Advisories;
using SecurityResponder.Feed.Collecting;
using SecurityResponder.Feed.Explaining;
using SecurityResponder.Feed.Merging;
using SecurityResponder.Releases;

namespace SecurityResponder.Feed.Tests.Explaining;

/// <summary>The shared sources with statements that acquit builds: the shared VEX documents have none about a component.</summary>
public sealed class ExplainedFeed : IDisposable
{
    private const string Statements = """
        {
          "@id": "https://example.org/vex",
          "timestamp": "2026-06-19T00:00:00Z",
          "statements": [
            {
              "vulnerability": { "name": "CVE-2026-53488" },
              "products": [{ "@id": "pkg:oci/hardened-flannel?repository_url=index.docker.io/rancher/hardened-flannel" }],
              "status": "not_affected",
              "justification": "component_not_present"
            },
            {
              "vulnerability": { "name": "CVE-2026-41184" },
              "products": [
                { "@id": "pkg:oci/hardened-calico?repository_url=index.docker.io/rancher/hardened-calico" }
              ],
              "status": "not_affected",
              "justification": "vulnerable_code_not_in_execute_path"
            },
            {
              "vulnerability": { "name": "CVE-2026-33190" },
              "products": [
                { "@id": "pkg:oci/hardened-coredns?repository_url=index.docker.io/rancher/hardened-coredns" }
              ],
              "status": "not_affected",
              "justification": "vulnerable_code_not_present"
            }
          ]
        }
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly Lazy<Explainer> _explainer;

    public ExplainedFeed() => _explainer = new Lazy<Explainer>(Explain);

    internal Explainer Explainer => _explainer.Value;

    internal IEnumerable<ExplainedCase> Cases =>
        from advisory in Explainer.Feed.Advisories
        from release in Explainer.Feed.Releases
        select new ExplainedCase(advisory, release);

    public void Dispose() => _folder.Dispose();

    private Explainer Explain()
    {
        var sources = new SourceCollector(
            new SourcePaths
            {
                ReleaseNotes = [SharedData.At("data/rke2/release-notes")],
                Channels = SharedData.At("data/rke2/channels.yaml"),
                Osv = [SharedData.At("data/osv"), SharedData.At("data/ghsa"), SharedData.At("data/kubernetes/cve-osv")],
                Cve = [SharedData.At("data/cve")],
                Kev = SharedData.At("data/kev/known_exploited_vulnerabilities.json"),
                Vex = [SharedData.At("data/vex"), _folder.Write("vex.json", Statements)],
                Curation = SharedData.Repository("curation.yaml"),
            },
            _ => { }).Collect();
        return new Explainer(sources, FeedMerger.Merge(sources, null, []));
    }
}

/// <summary>An advisory and a release.</summary>
internal sealed record ExplainedCase(Advisory Advisory, Release Release);
