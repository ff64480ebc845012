using SecurityResponder.Fakes;

namespace SecurityResponder.Aot.Tests.Fuzz;

/// <summary>Hostile sources and feeds for the published feed tool in 256 MiB: it ends with a documented exit code.</summary>
public sealed class FeedToolFuzzTests
{
    private const int LimitMegabytes = 256;

    private const string Osv =
        """
        {"schema_version":"1.6.0","id":"GO-2026-1","modified":"2026-01-02T00:00:00Z","published":"2026-01-01T00:00:00Z",
        "aliases":["CVE-2026-1","GHSA-aaaa-bbbb-cccc"],"summary":"A flaw","details":"How it works","affected":[{"package":{
        "name":"k8s.io/kubernetes","ecosystem":"Go"},"ranges":[{"type":"SEMVER","events":[{"introduced":"0"},{"fixed":"1.34.3"},
        {"introduced":"1.35.0"},{"fixed":"1.35.2"}]}],"ecosystem_specific":{"imports":[{"path":"k8s.io/kubernetes/x","symbols":["F"]}]}}],
        "severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
        "references":[{"type":"WEB","url":"https://example.org/1"}],"database_specific":{"severity":"HIGH"}}
        """;

    private const string Vex =
        """
        {"@context":"https://openvex.dev/ns/v0.2.0","@id":"https://example.org/vex/1","author":"A","version":1,
        "timestamp":"2026-08-15T13:20:35Z","statements":[{"vulnerability":{"name":"CVE-2026-1","aliases":["GHSA-aaaa-bbbb-cccc"]},
        "products":[{"@id":"pkg:oci/hardened-kubernetes@v1.34.1-rke2r1?repository_url=index.docker.io/rancher/hardened-kubernetes",
        "subcomponents":[{"@id":"pkg:golang/k8s.io/kubernetes@v1.34.1"}]}],"status":"not_affected",
        "justification":"vulnerable_code_not_in_execute_path","impact_statement":"Not called","timestamp":"2026-06-19T00:00:00Z"}]}
        """;

    private static readonly int Documents = Math.Max(20, Fuzzing.Documents / 3);

    private static readonly string Feed = File.ReadAllText(Published.SampleFeed);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => ["osv", "vex", "feed"];

    [Theory, MemberData(nameof(Kinds))]
    public Task No_document_breaks_the_feed_tool(string kind) =>
        Fuzzing.ForEachSeedAsync($"{kind} of the feed tool", Documents, [0, 1], () => new Worker(), async (worker, seed) =>
        {
            string osv = worker.Folder.Write("osv.json", Osv), vex = worker.Folder.Write("vex.json", Vex);
            string file = Path.Combine(worker.Folder.Path, kind + ".json");
            string valid = kind switch { "osv" => Osv, "vex" => Vex, _ => Feed };
            await File.WriteAllBytesAsync(file, MutatedJson.Of(valid, new Random(seed)), Cancelled);
            string[] arguments = kind == "feed"
                ? ["export", file, "--format", new Random(seed).GetItems(["openvex", "csv", "longhorn"], 1)[0]]
                : ["build", "--osv", osv, "--vex", vex, "--out", Path.Combine(worker.Folder.Path, "out.json")];
            return await worker.Program.RunAsync(Published.FeedTool, arguments);
        });

    private sealed class Worker : IDisposable
    {
        public LimitedProgram Program { get; } = new(LimitMegabytes);

        public TestFolder Folder { get; } = new();

        public void Dispose()
        {
            Program.Dispose();
            Folder.Dispose();
        }
    }
}
